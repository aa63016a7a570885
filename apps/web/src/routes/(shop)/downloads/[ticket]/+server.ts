import { refusalOf } from '@souk/api'
import { openFile } from '@souk/api/basics'
import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** The file behind a ticket that an order's page gave out some minutes ago; kept by nobody on the way. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { tenant, context, api } = locals
  if (!tenant) error(404, 'There is no such download.')
  const file = await api.checkout.fileOfTicket({ ticket: params.ticket }).catch((cause: unknown) => {
    if (!refusalOf(cause)) throw cause
    error(404, 'This download is over. Go back to the page of your order and start it again.')
  })
  const bytes = await openFile(context.filesDir, tenant.id, file)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': file.mime,
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
