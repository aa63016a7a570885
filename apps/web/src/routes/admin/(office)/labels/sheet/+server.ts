import { refusalOf } from '@souk/api'
import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

const COPIES = /^copies\.([0-9a-f-]{36})$/
type Print = Parameters<App.Locals['api']['catalog']['labels']['print']>[0]

/** The file of a sheet of labels, for what the form of the page says. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const lines = [...url.searchParams].flatMap(([name, copies]) => {
    const variantId = COPIES.exec(name)?.[1]
    return variantId && Number(copies) > 0 ? [{ variantId, copies: Number(copies) }] : []
  })
  const wanted = {
    lines,
    template: url.searchParams.get('template'),
    format: url.searchParams.get('format'),
    fields: url.searchParams.getAll('field'),
  } as Print
  const file = await locals.api.catalog.labels.print(wanted).catch((cause: unknown) => {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    error(refusal.status, { message: Object.values(refusal.fields)[0] ?? refusal.message, code: refusal.code })
  })
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.mime,
      'content-disposition': `attachment; filename="${file.filename}"`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
