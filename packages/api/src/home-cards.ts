import type { TenantTx } from '@souk/db'
import { countList, type AnyList } from './basics/index.ts'
import type { Permission } from './identity/index.ts'

/** A card of Home: a view of a list. Its number is the total of that very list, so opening it explains it. */
const CARDS = {
  to_pay: { list: 'orders', view: 'to_pay' },
  to_pick: { list: 'orders', view: 'to_pick' },
  picking: { list: 'orders', view: 'picking' },
  packed: { list: 'orders', view: 'packed' },
  shipped: { list: 'orders', view: 'shipped' },
  complaints: { list: 'complaints', view: 'open' },
  answered: { list: 'complaints', view: 'answered' },
  low: { list: 'variants', view: 'low' },
  out: { list: 'variants', view: 'out' },
  drafts: { list: 'products', view: 'draft' },
} as const

export type CardKey = keyof typeof CARDS
export type HomeCard = { key: CardKey; list: string; view: string; count: number; approximate: boolean }

const CARDS_MAX = 6

/** What a role works on, the most pressing first. The first that fits is taken: whoever may do everything is an owner. */
const HOMES: { needs: Permission[]; cards: CardKey[] }[] = [
  { needs: ['tenants:settings'], cards: ['to_pick', 'to_pay', 'complaints', 'low', 'drafts'] },
  { needs: ['fulfillment:write'], cards: ['to_pick', 'picking', 'packed', 'shipped', 'low'] },
  { needs: ['service:answer'], cards: ['complaints', 'answered', 'to_pay', 'to_pick'] },
  { needs: ['catalog:write'], cards: ['drafts', 'out', 'low'] },
  { needs: ['orders:capture'], cards: ['to_pay', 'to_pick', 'shipped'] },
]
const ANYONE: CardKey[] = ['to_pick', 'complaints', 'low', 'drafts']

/** The cards of a member's Home, each counted as its list counts. */
export async function homeCards(
  tx: TenantTx,
  lists: Record<string, AnyList>,
  permissions: ReadonlySet<Permission>,
): Promise<HomeCard[]> {
  const home = HOMES.find(({ needs }) => needs.every((permission) => permissions.has(permission)))
  const cards: HomeCard[] = []
  for (const key of (home?.cards ?? ANYONE).slice(0, CARDS_MAX)) {
    const { list, view } = CARDS[key]
    const spec = lists[list]
    const filters = spec?.views[view]?.filters
    if (!spec || !filters || !permissions.has(spec.permission)) continue
    cards.push({ key, list, view, ...(await countList(tx, spec, { q: '', filters, sort: '' })) })
  }
  return cards
}
