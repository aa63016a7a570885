import { loadList } from '#lib/server/load-list.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

/** The orders, cut and paged by the address alone, so that a link shows a colleague the same; or the board of the open ones. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:orders')
  const { orders } = locals.api
  const board = url.searchParams.has('board')
  const [counts, list, cards] = await Promise.all([
    loaded(orders.counts()),
    board ? null : loadList(locals.api, url, 'orders', (asked) => orders.table(asked)),
    board ? loaded(orders.board()) : null,
  ])
  return { counts, list, cards }
}
