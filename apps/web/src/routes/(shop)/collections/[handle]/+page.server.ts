import { loaded } from '#lib/server/refusals.ts'
import { readListQuery } from '#lib/shop/list-query.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('shop:prices')
  const query = readListQuery(url.searchParams, locals.tenant?.currency ?? 'EUR')
  const { collection, list } = await loaded(locals.api.storefront.collection({ handle: params.handle, ...query }))
  return { collection, list, query }
}
