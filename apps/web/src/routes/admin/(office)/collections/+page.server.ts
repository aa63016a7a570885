import { loadList } from '#lib/server/load-list.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:collections')
  const { collections } = locals.api.catalog
  return { list: await loadList(locals.api, url, 'collections', (asked) => collections.table(asked)) }
}
