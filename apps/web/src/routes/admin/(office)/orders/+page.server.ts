import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const VIEWS = ['all', 'to_pay', 'to_pick', 'picking', 'packed', 'shipped', 'delivered', 'cancelled'] as const
const PAGE_SIZE = 50

/** The orders list, cut and paged by the address alone, so that a link shows a colleague the same. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:orders')
  const asked = url.searchParams
  const view = VIEWS.find((key) => key === asked.get('view')) ?? 'all'
  const search = asked.get('q')?.trim().slice(0, 120) ?? ''
  const board = asked.has('board')
  const cursor = { ...id('after', asked.get('after')), ...id('before', asked.get('before')) }
  const [counts, page, cards] = await loaded(
    Promise.all([
      locals.api.orders.counts(),
      board ? undefined : locals.api.orders.list({ view, pageSize: PAGE_SIZE, ...(search && { search }), ...cursor }),
      board ? locals.api.orders.board() : undefined,
    ]),
  )
  return { view, search, board, counts, page, cards, atTop: !asked.has('after') && !asked.has('before') }
}

/** A cursor that is no id is an address someone mistyped: the list starts at its top. */
const id = (name: 'after' | 'before', value: string | null) =>
  value && /^[0-9a-f-]{36}$/.test(value) ? { [name]: value } : {}
