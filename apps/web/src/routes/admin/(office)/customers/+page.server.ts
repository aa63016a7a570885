import { loadList } from '#lib/server/load-list.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends, parent }) => {
  depends('office:customers')
  const { me } = await parent()
  const mayGroup = me.permissions.some((one) => one === 'pricing:write')
  const [list, groups] = await Promise.all([
    loadList(locals.api, url, 'customers', (asked) => locals.api.orders.customers(asked)),
    mayGroup ? loaded(locals.api.prices.groups.list()) : [],
  ])
  return { list, groups: groups.map(({ id, name }) => ({ id, title: name })) }
}
