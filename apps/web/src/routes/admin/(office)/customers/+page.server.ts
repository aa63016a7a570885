import { loadList } from '#lib/server/load-list.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:customers')
  return { list: await loadList(locals.api, url, 'customers', (asked) => locals.api.orders.customers(asked)) }
}
