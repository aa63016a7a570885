import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import type { ListStatus } from './price-lists.ts'

export type PriceListRow = {
  id: string
  name: string
  currency: string
  status: ListStatus
  group: { id: string; name: string } | null
  startsAt: Date | null
  endsAt: Date | null
  /** What the shop's wall clock shows then, as a `datetime-local` field wants it; empty for none. */
  startsAtLocal: string
  endsAtLocal: string
  priority: number
  percentOffBp: number | null
  version: number
  /** Whether it counts at this moment, is still to begin, or is over. */
  phase: 'off' | 'waiting' | 'running' | 'over'
  variants: number
  updatedAt: Date
}

/** The price lists in the order in which they decide: the running first, then by priority. */
export async function listPriceLists(tx: TenantTx): Promise<PriceListRow[]> {
  const rows = await readLists(tx, null)
  const places = { running: 0, waiting: 1, off: 2, over: 3 }
  return rows.toSorted((one, other) => places[one.phase] - places[other.phase] || other.priority - one.priority)
}

/** One price list. Throws NotFound. */
export async function getPriceList(tx: TenantTx, listId: string): Promise<PriceListRow> {
  const [list] = await readLists(tx, listId)
  if (!list) throw new NotFound('price list')
  return list
}

async function readLists(tx: TenantTx, listId: string | null): Promise<PriceListRow[]> {
  return tx.$queryRaw`
    select l.id, l.name, l.currency, l.status, case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as group,
      l.starts_at as "startsAt", l.ends_at as "endsAt",
      coalesce(to_char(l.starts_at at time zone t.time_zone, 'YYYY-MM-DD"T"HH24:MI'), '') as "startsAtLocal",
      coalesce(to_char(l.ends_at at time zone t.time_zone, 'YYYY-MM-DD"T"HH24:MI'), '') as "endsAtLocal",
      l.priority, l.percent_off_bp as "percentOffBp", l.version, l.updated_at as "updatedAt",
      case when l.status <> 'active' then 'off' when l.ends_at <= now() then 'over' when l.starts_at > now() then 'waiting' else 'running' end as phase,
      (select count(distinct variant_id)::int from price_list_entries e
        where e.tenant_id = ${tx.tenantId}::uuid and e.list_id = l.id) as variants
    from price_lists l join tenants t on t.id = l.tenant_id
    left join customer_groups g on g.tenant_id = l.tenant_id and g.id = l.group_id
    where l.tenant_id = ${tx.tenantId}::uuid and (${listId}::uuid is null or l.id = ${listId}::uuid)
    order by l.name`
}

export type ListEntryRow = {
  variantId: string
  productId: string
  title: string
  variantTitle: string
  sku: string | null
  /** The shop's own price. */
  basePriceMinor: bigint
  costMinor: bigint | null
  prices: { minQuantity: number; priceMinor: bigint }[]
}

const PAGE_SIZE = 50

/** A page of what a list has prices for, by product, and every quantity that occurs anywhere in the list. */
export async function listEntryPage(
  tx: TenantTx,
  input: { listId: string; q: string; page: number },
): Promise<{ rows: ListEntryRow[]; total: number; pages: number; quantities: number[] }> {
  const words = input.q.trim().toLowerCase()
  const found = await tx.$queryRaw<(Omit<ListEntryRow, 'prices'> & { total: number; prices: JsonPrice[] })[]>`
    with priced as (
      select variant_id, jsonb_agg(jsonb_build_object('minQuantity', min_quantity, 'priceMinor', price_minor::text) order by min_quantity) as prices
      from price_list_entries where tenant_id = ${tx.tenantId}::uuid and list_id = ${input.listId}::uuid group by variant_id)
    select v.id as "variantId", p.id as "productId", p.title, array_to_string(v.option_values, ' / ') as "variantTitle", v.sku,
      v.price_minor as "basePriceMinor", v.cost_minor as "costMinor", e.prices, count(*) over ()::int as total
    from priced e
    join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = e.variant_id
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = v.product_id
    where ${words} = '' or strpos(lower(p.title), ${words}) > 0 or strpos(lower(coalesce(v.sku, '')), ${words}) > 0
    order by p.title, p.id, v.position, v.id limit ${PAGE_SIZE}::int offset ${(input.page - 1) * PAGE_SIZE}::int`
  const quantities = await tx.$queryRaw<{ minQuantity: number }[]>`
    select distinct min_quantity as "minQuantity" from price_list_entries
    where tenant_id = ${tx.tenantId}::uuid and list_id = ${input.listId}::uuid order by 1`
  const total = found[0]?.total ?? 0
  return {
    rows: found.map(({ total: _, ...row }) => ({
      ...row,
      prices: row.prices.map((price) => ({ ...price, priceMinor: BigInt(price.priceMinor) })),
    })),
    total,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    quantities: quantities.map(({ minQuantity }) => minQuantity),
  }
}

type JsonPrice = { minQuantity: number; priceMinor: string }
