import { m } from '#lib/i18n/messages.ts'
import { Readable } from 'node:stream'
import { fileKey, openExport, placeAt } from '@souk/api/basics'
import { error } from '@sveltejs/kit'
import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** The file of an export, streamed from where it lies, to a member who may see its list and until it expires. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { tenant, staff, context } = locals
  if (!tenant || !staff) error(404, m.shell_no_file())
  const found = await loaded(
    context.db.inTenant(tenant.id, (tx) =>
      openExport(tx, { exportId: params.id, permissions: [...staff.permissions] }),
    ),
  )
  const stream = await placeAt(context.filesDir).stream(fileKey(tenant.id, found.fileId))
  if (!stream) error(404, m.shell_no_file())
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': found.mime,
      'content-length': String(found.bytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.filename)}`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
