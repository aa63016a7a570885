import { loadList } from '#lib/server/load-list.ts'
import { referenceNames } from '#lib/server/reference-names.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

/** The products, cut, ordered and paged by the address alone; the collections to cut them by. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:products')
  const { products, collections } = locals.api.catalog
  const [list, found] = await Promise.all([
    loadList(locals.api, url, 'products', (asked) => products.table(asked)),
    loaded(collections.list()),
  ])
  const handCollections = found.filter(({ ruleField }) => ruleField === null).map(({ id, title }) => ({ id, title }))
  const names = await referenceNames(locals.api, list.shown.filters)
  return { list, names, handCollections, collections: found.map(({ id, title }) => ({ value: id, label: title })) }
}
