import type { TenantTx } from '@souk/db'
import { countList, type AnyList, type ListFilter } from './basics/index.ts'
import type { Permission } from './identity/index.ts'

const f = (key: string, op: ListFilter['op'], ...values: string[]): ListFilter => ({ key, op, values })

/** A card of Home: a view of a list, or what it is asked. Its number is the total of that very list, so opening it explains it. */
const CARDS = {
  to_pay: { list: 'orders', view: 'to_pay' },
  to_pick: { list: 'orders', view: 'to_pick' },
  picking: { list: 'orders', view: 'picking' },
  packed: { list: 'orders', view: 'packed' },
  shipped: { list: 'orders', view: 'shipped' },
  to_capture: { list: 'orders', filters: () => [f('status', 'is', 'open'), f('payment', 'is', 'authorized')] },
  captured_today: { list: 'orders', filters: (today: string) => [f('capturedAt', 'gte', today)] },
  refunded_today: { list: 'orders', filters: (today: string) => [f('refundedAt', 'gte', today)] },
  complaints: { list: 'complaints', view: 'open' },
  answered: { list: 'complaints', view: 'answered' },
  low: { list: 'variants', view: 'low' },
  out: { list: 'variants', view: 'out' },
  drafts: { list: 'products', view: 'draft' },
  to_mend: { list: 'products', filters: () => [f('status', 'in', 'active', 'draft'), f('quality', 'lte', '99')] },
  scheduled: { list: 'products', filters: (today: string) => [f('scheduledFor', 'gte', today)] },
} as const satisfies Record<string, { list: string; view: string } | { list: string; filters: Asked }>

type Asked = (today: string) => ListFilter[]
export type CardKey = keyof typeof CARDS
/** `view` names a view of the list; without one the filters are the whole question. */
export type HomeCard = {
  key: CardKey
  list: string
  view: string | null
  filters: ListFilter[]
  count: number
  approximate: boolean
}

const CARDS_MAX = 6

/** What a role works on, the most pressing first. The first that fits is taken: whoever may do everything is an owner. */
const HOMES: { needs: Permission[]; cards: CardKey[] }[] = [
  { needs: ['tenants:settings'], cards: ['to_pick', 'to_pay', 'complaints', 'low', 'drafts'] },
  { needs: ['fulfillment:write'], cards: ['to_pick', 'picking', 'packed', 'shipped', 'low'] },
  { needs: ['service:answer'], cards: ['complaints', 'answered', 'to_pay', 'to_pick'] },
  { needs: ['catalog:write'], cards: ['to_mend', 'drafts', 'scheduled', 'out', 'low'] },
  { needs: ['orders:capture'], cards: ['to_capture', 'captured_today', 'refunded_today', 'to_pay'] },
]
const ANYONE: CardKey[] = ['to_pick', 'complaints', 'low', 'drafts']

/** The cards of a member's Home, each counted as its list counts. */
export async function homeCards(
  tx: TenantTx,
  lists: Record<string, AnyList>,
  permissions: ReadonlySet<Permission>,
): Promise<HomeCard[]> {
  const home = HOMES.find(({ needs }) => needs.every((permission) => permissions.has(permission)))
  const today = await shopDay(tx)
  const cards: HomeCard[] = []
  for (const key of (home?.cards ?? ANYONE).slice(0, CARDS_MAX)) {
    const card = CARDS[key]
    const view = 'view' in card ? card.view : null
    const spec = lists[card.list]
    const filters = 'filters' in card ? card.filters(today) : spec?.views[card.view]?.filters
    if (!spec || !filters || !permissions.has(spec.permission)) continue
    const total = await countList(tx, spec, { q: '', filters, sort: '' })
    cards.push({ key, list: card.list, view, filters, ...total })
  }
  return cards
}

/** The day it is now on the shop's clock. */
async function shopDay(tx: TenantTx): Promise<string> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    select (now() at time zone time_zone)::date::text as day from tenants where id = ${tx.tenantId}::uuid`
  return rows[0]!.day
}
