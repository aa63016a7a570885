import { Prisma, type TenantTx } from '@souk/db'
import { facetedVariants, ORDERS, type Scope } from './list-scope.ts'
import { listCards, type ProductCard } from './product-cards.ts'
import type { Filters, Sort } from './schema.ts'

const PAGE_SIZE = 24
const TAGS_SHOWN_MAX = 20
const OPTIONS_SHOWN_MAX = 5

export type FacetValue = { value: string; count: number }
export type Facets = {
  options: { name: string; values: FacetValue[] }[]
  vendors: FacetValue[]
  tags: FacetValue[]
  available: number
  price: { minMinor: bigint; maxMinor: bigint } | null
}
export type ProductList = { cards: ProductCard[]; total: number; page: number; pages: number; facets: Facets }

/** A page of a list, with the prices of a customer; null is a guest. */
type Paging = { filters: Filters; sort: Sort; page: number; customerId: string | null }

/** One page of the products in scope that pass the filters, and what each further choice would leave. */
export async function listProducts(tx: TenantTx, scope: Scope, paging: Paging): Promise<ProductList> {
  const { page, customerId } = paging
  const { ids, total } = await listIds(tx, scope, paging)
  const cards = await listCards(tx, ids, customerId)
  return {
    cards,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    facets: await countFacets(tx, scope, paging),
  }
}

async function listIds(
  tx: TenantTx,
  scope: Scope,
  { filters, sort, page, customerId }: Paging,
): Promise<{ ids: string[]; total: number }> {
  const priceOf = sort === 'price-down' ? Prisma.sql`max(price_minor)` : Prisma.sql`min(price_minor)`
  const rows = await tx.$queryRaw<{ id: string | null; total: number }[]>`
    ${facetedVariants(tx, scope, filters, customerId)},
    hits as (
      select product_id, min(rank) as rank, min(title) as title, min(created_at) as created_at, ${priceOf} as price_minor
      from judged where cardinality(fails) = 0 group by product_id)
    select t.total, h.product_id as id
    from (select count(*)::int as total from hits) t
    left join (select product_id, row_number() over (order by ${ORDERS[sort]}) as nth from hits) h
      on h.nth > ${(page - 1) * PAGE_SIZE}::int and h.nth <= ${page * PAGE_SIZE}::int
    order by h.nth`
  return { ids: rows.flatMap(({ id }) => (id === null ? [] : [id])), total: rows[0]?.total ?? 0 }
}

type FacetRow = {
  facet: string
  name: string
  value: string
  count: number
  minMinor: bigint | null
  maxMinor: bigint | null
}

async function countFacets(tx: TenantTx, scope: Scope, { filters, customerId }: Paging): Promise<Facets> {
  const rows = await tx.$queryRaw<FacetRow[]>`
    ${facetedVariants(tx, scope, filters, customerId)}
    select 'option' as facet, c.name, c.value, count(distinct j.product_id) filter (where j.fails <@ array['option:' || c.name])::int as count,
      null::bigint as "minMinor", null::bigint as "maxMinor", max(c.place)::int as place
    from judged j join choices c on c.id = j.id group by c.name, c.value
    union all
    select 'vendor', '', vendor, count(distinct product_id) filter (where fails <@ array['vendor'])::int, null, null, 0
    from judged where vendor <> '' group by vendor
    union all
    select 'tag', '', tag, count(distinct product_id) filter (where fails <@ array['tag'])::int, null, null, 0
    from judged cross join lateral unnest(tags) as tag group by tag
    union all
    select 'available', '', '', count(distinct product_id) filter (where fails <@ array['availability'] and sellable)::int, null, null, 0 from judged
    union all
    select 'price', '', '', 0, min(price_minor) filter (where fails <@ array['price']), max(price_minor) filter (where fails <@ array['price']), 0 from judged
    order by 1, 2, place, 3`
  return facetsOf(rows, filters)
}

function facetsOf(rows: FacetRow[], filters: Filters): Facets {
  const names = [...new Set(rows.filter(({ facet }) => facet === 'option').map(({ name }) => name))]
  const valuesOf = (facet: string, name = '', chosen: string[] = []): FacetValue[] =>
    rows
      .filter((row) => row.facet === facet && row.name === name && (row.count > 0 || chosen.includes(row.value)))
      .map(({ value, count }) => ({ value, count }))
  // The options that most products have come first; what only one or two have would crowd the list out.
  const weightOf = ({ name, values }: Facets['options'][number]) =>
    (filters.options[name]?.length ? 1e9 : 0) + values.reduce((sum, { count }) => sum + count, 0)
  const price = rows.find(({ facet }) => facet === 'price')
  const hasPrices = price && price.minMinor !== null && price.maxMinor !== null
  return {
    options: names
      .map((name) => ({ name, values: valuesOf('option', name, filters.options[name]) }))
      .filter(({ name, values }) => values.length > 1 || filters.options[name]?.length)
      .toSorted((one, other) => weightOf(other) - weightOf(one))
      .slice(0, OPTIONS_SHOWN_MAX),
    vendors: valuesOf('vendor', '', filters.vendors),
    tags: valuesOf('tag', '', filters.tags)
      .toSorted((one, other) => other.count - one.count)
      .slice(0, TAGS_SHOWN_MAX)
      .toSorted((one, other) => one.value.localeCompare(other.value)),
    available: rows.find(({ facet }) => facet === 'available')?.count ?? 0,
    price: hasPrices ? { minMinor: price.minMinor!, maxMinor: price.maxMinor! } : null,
  }
}
