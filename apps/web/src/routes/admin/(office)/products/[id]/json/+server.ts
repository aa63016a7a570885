import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** A product as the API gives it, to look at. Amounts are whole minor units, as text. */
export const GET: RequestHandler = async ({ locals, params }) => {
  if (!locals.staff) error(401, m.shell_sign_in_first())
  const product = await loaded(locals.api.catalog.products.byId({ productId: params.id }))
  const text = JSON.stringify(product, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)
  return new Response(text, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
