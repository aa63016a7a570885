import { loaded } from '#lib/server/refusals.ts'
import { readListQuery } from '#lib/shop/list-query.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('shop:prices')
  const text = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  const query = readListQuery(url.searchParams, locals.tenant?.currency ?? 'EUR')
  const found = await loaded(locals.api.storefront.search({ query: text, ...query }))
  return { text, query, ...found }
}
