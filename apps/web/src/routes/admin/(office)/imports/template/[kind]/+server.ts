import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** An empty file of a kind, with two rows that show what goes where. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const kinds = await loaded(locals.api.imports.kinds())
  const kind = kinds.find((one) => one === params.kind)
  if (!kind) error(404, { message: m.shell_no_template() })
  const { filename, csv } = await loaded(locals.api.imports.template({ kind }))
  return new Response(csv, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${filename}"` },
  })
}
