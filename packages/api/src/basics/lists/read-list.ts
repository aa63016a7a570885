import { Prisma, type TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { filterCondition } from './filter-condition.ts'
import { behind, ordering, readCursor, writeCursor } from './list-cursor.ts'
import type { ListQuery } from './list-query.ts'
import type { ListSpec, SortSpec } from './list-spec.ts'

type AnySpec = Omit<ListSpec<{ id: string }>, 'read' | 'columns'>
export type ListTotal = { count: number; approximate: boolean }
export type ListPage<Row> = { rows: Row[]; next: string | null; previous: string | null; total: ListTotal }

/** Up to here a total is counted; above it the planner's estimate has to do. */
const COUNTED_MAX = 10_000
/** What looking for them may cost, in the planner's units: some hundred milliseconds. */
const LOOK_COST_MAX = 100_000
/** So many are found first and sorted then; of more, any order soon meets a page. */
const FEW_MAX = 50_000

/** A page of a list: the ids by index, then these rows whole, then the total. `before` reads the page in front of a cursor. */
export async function listPage<Row extends { id: string }>(
  tx: TenantTx,
  spec: ListSpec<Row>,
  query: ListQuery,
  at: { after?: string | null | undefined; before?: string | null | undefined; limit: number },
): Promise<ListPage<Row>> {
  const back = Boolean(at.before)
  const from = at.before ?? at.after ?? null
  const total = await countList(tx, spec, query)
  const few = isNarrowed(query) && total.count <= FEW_MAX
  const found = await readIds(tx, spec, query, { from, back, limit: at.limit + 1, few })
  const more = found.length > at.limit
  const page = found.slice(0, at.limit)
  if (back) page.reverse()
  const read = page.length > 0 ? await spec.read(tx, ids(page)) : []
  const byId = new Map(read.map((row) => [row.id, row]))
  const rows = page.flatMap(({ id }) => byId.get(id) ?? [])
  const [first, last] = [page[0], page.at(-1)]
  return {
    rows,
    previous: first && (back ? more : from !== null) ? writeCursor(first) : null,
    next: last && (back || more) ? writeCursor(last) : null,
    total,
  }
}

/** The next ids of a list in its order: what bulk actions and exports walk. `next` is null at the end. */
export async function listIds(
  tx: TenantTx,
  spec: AnySpec,
  query: ListQuery,
  at: { after: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const found = await readIds(tx, spec, query, { from: at.after, back: false, limit: at.limit + 1 })
  const page = found.slice(0, at.limit)
  return { ids: ids(page), next: found.length > at.limit ? writeCursor(page.at(-1)!) : null }
}

/**
 * How many rows a list has: exactly up to 10,000, above that as the planner estimates it. Where even looking for 10,000 means
 * reading most of a large shop, the estimate has to do as well.
 */
export async function countList(tx: TenantTx, spec: AnySpec, query: ListQuery): Promise<ListTotal> {
  const where = condition(tx, spec, query)
  const some = Prisma.sql`select 1 from ${spec.from} where ${where}`
  const look = await planOf(tx, Prisma.sql`${some} limit ${COUNTED_MAX + 1}`)
  if (look['Total Cost'] > LOOK_COST_MAX) {
    const rows = (await planOf(tx, some))['Plan Rows']
    return { count: rows, approximate: true }
  }
  const counted = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (${some} limit ${COUNTED_MAX + 1}) counted`
  const count = counted[0]!.count
  if (count <= COUNTED_MAX) return { count, approximate: false }
  return { count: Math.max(count, (await planOf(tx, some))['Plan Rows']), approximate: true }
}

type Plan = { 'Plan Rows': number; 'Total Cost': number }

async function planOf(tx: TenantTx, statement: Prisma.Sql): Promise<Plan> {
  const plans = await tx.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`explain (format json) ${statement}`
  return plans[0]!['QUERY PLAN'][0].Plan
}

/** Whether anything was asked at all. */
const isNarrowed = (query: ListQuery): boolean => query.filters.length > 0 || query.q.trim() !== ''

type FoundId = { id: string; value: string | null }
const ids = (found: FoundId[]): string[] => found.map(({ id }) => id)

export async function readIds(
  tx: TenantTx,
  spec: AnySpec,
  query: ListQuery,
  page: { from: string | null; back: boolean; limit: number; few?: boolean },
): Promise<FoundId[]> {
  const { sort, descending } = sortOf(spec, query.sort || spec.sort)
  const at = { sort, id: spec.id, descending, back: page.back }
  const cut = page.from === null ? Prisma.empty : Prisma.sql`and ${behind(readCursor(page.from, sort), at)}`
  const where = condition(tx, spec, query)
  // A few rows among very many are found by what is asked, then sorted. Left to itself the planner may walk the order
  // instead, in the hope of meeting fifty soon, and walk through a million when they all stand at the far end.
  if (page.few)
    return tx.$queryRaw`
      with found as materialized (select ${spec.id} as id from ${spec.from} where ${where})
      select ${spec.id} as id, (${sort.value})::text as value
      from ${spec.from} where ${spec.tenantId} = ${tx.tenantId}::uuid and ${spec.id} in (select found.id from found) ${cut}
      order by ${ordering(at)} limit ${page.limit}`
  return tx.$queryRaw`
    select ${spec.id} as id, (${sort.value})::text as value
    from ${spec.from} where ${where} ${cut} order by ${ordering(at)} limit ${page.limit}`
}

export function sortOf(spec: AnySpec, text: string): { sort: SortSpec; descending: boolean } {
  const descending = text.startsWith('-')
  const sort = spec.sorts[descending ? text.slice(1) : text]
  if (!sort) throw new InvalidInput({ sort: `This list cannot be sorted by "${text}".` })
  return { sort, descending }
}

function condition(tx: TenantTx, spec: AnySpec, query: ListQuery): Prisma.Sql {
  const parts = [Prisma.sql`${spec.tenantId} = ${tx.tenantId}::uuid`]
  if (spec.base) parts.push(spec.base)
  for (const filter of query.filters) {
    const known = Object.hasOwn(spec.filters, filter.key) ? spec.filters[filter.key] : undefined
    if (!known) throw new InvalidInput({ [`f.${filter.key}`]: `This list has no filter "${filter.key}".` })
    parts.push(filterCondition(tx, known, filter))
  }
  const words = query.q.trim()
  if (words) parts.push(spec.search(words))
  return Prisma.join(
    parts.map((part) => Prisma.sql`(${part})`),
    ' and ',
  )
}
