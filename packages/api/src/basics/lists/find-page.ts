import { Prisma, type TenantTx } from '@souk/db'
import { countList, LOOK_COST_MAX, type ListTotal } from './count-list.ts'
import { listCondition, splitCondition, type AnySpec } from './list-condition.ts'
import type { ListQuery } from './list-query.ts'
import { planOf, stepsOf } from './plan-of.ts'
import { idsOf, orderOf, readIds, type FoundId, type PageAt } from './read-ids.ts'

/** Above so many by the planner's estimate, the order is walked first. */
const GUESSED_MAX = 12_000
/** So many are found, counted and sorted at once; the planner may have guessed too low. */
const FEW_MAX = 20_000
/** So far an order is walked to see whether a page comes together. */
const WALKED_MAX = 10_000
/** Of so many, any order soon meets a page. */
const SPREAD_MIN = 200_000

type Found = { ids: FoundId[]; total: ListTotal }

/**
 * The ids of a page and the total. There are two ways to a page: to find what is asked for and sort it, which is fast when it
 * is little, and to walk the order until a page is full, which is fast when it is much. The planner chooses by how many it
 * expects, evenly spread; but orders of one product all have nearly one total, and it walks through a million in vain. So
 * neither way is gone without an end: up to 20,000 are found, and up to 10,000 are walked past.
 */
export async function findPage(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Promise<Found> {
  const narrowed = query.filters.length > 0 || query.q.trim() !== ''
  if (!narrowed) return { total: await countList(tx, spec, query), ids: await readIds(tx, spec, query, page) }
  const look = await planOf(tx, matching(tx, spec, query))
  if (look['Plan Rows'] <= GUESSED_MAX && look['Total Cost'] <= LOOK_COST_MAX) {
    const found = await findFew(tx, spec, query, page)
    if (found) return found
    const total = { count: Math.max(FEW_MAX + 1, look['Plan Rows']), approximate: true }
    return { total, ids: await walk(tx, spec, query, page, total.count) }
  }
  const total = await countList(tx, spec, query)
  return { total, ids: await walk(tx, spec, query, page, total.count) }
}

const matching = (tx: TenantTx, spec: AnySpec, query: ListQuery): Prisma.Sql =>
  Prisma.sql`select ${spec.id} as id from ${spec.from} where ${listCondition(tx, spec, query)}`

/** Finds all, counts them, and sorts them, in one statement; null when they are too many for that. */
async function findFew(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Promise<Found | null> {
  const { value, order, cut } = orderOf(spec, query, page)
  const rows = await tx.$queryRaw<{ count: number; id: string | null; value: string | null }[]>`
    with found as materialized (${matching(tx, spec, query)} limit ${FEW_MAX + 1}),
    counted as (select count(*)::int as count from found),
    page as (
      select ${spec.id} as id, (${value})::text as value, row_number() over (order by ${order}) as place
      from ${spec.from} where ${spec.tenantId} = ${tx.tenantId}::uuid and ${spec.id} in (select found.id from found)
        and (select count from counted) <= ${FEW_MAX}::int ${cut}
      order by ${order} limit ${page.limit})
    select counted.count, page.id, page.value from counted left join page on true order by page.place`
  const { count } = rows[0]!
  if (count > FEW_MAX) return null
  const ids = rows.flatMap(({ id, value: sorted }) => (id === null ? [] : [{ id, value: sorted }]))
  return { ids, total: { count, approximate: false } }
}

/** Walks the order for a while, unless the planner knows an index that holds nothing but what is asked for, in this order. */
async function walk(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt, count: number): Promise<FoundId[]> {
  const steps = stepsOf(await planOf(tx, idsOf(tx, spec, query, page)))
  const sorts = steps.some((step) => step['Node Type'].includes('Sort'))
  const discards = steps.some((step) => step.Filter !== undefined || step['Node Type'].includes('Join'))
  if (!sorts && !discards) return readIds(tx, spec, query, page)
  const met = await walkSome(tx, spec, query, page)
  if (met.length === page.limit) return met
  return sorts || count >= SPREAD_MIN ? readIds(tx, spec, query, page) : findAll(tx, spec, query, page)
}

/** What a page finds among the next rows of its order; a page that stays short says nothing about the rest. */
function walkSome(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Promise<FoundId[]> {
  const { value, order, cut } = orderOf(spec, query, page)
  const { range, rest } = splitCondition(tx, spec, query, value)
  return tx.$queryRaw`
    select id, value from (
      select ${spec.id} as id, (${value})::text as value, (${rest}) as fits
      from ${spec.from} where ${range} ${cut} order by ${order} limit ${WALKED_MAX}) passed
    where fits limit ${page.limit}`
}

/** Finds all, however many, and sorts them: the order did not meet them soon enough. */
function findAll(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Promise<FoundId[]> {
  const { value, order, cut } = orderOf(spec, query, page)
  return tx.$queryRaw`
    with found as materialized (${matching(tx, spec, query)})
    select ${spec.id} as id, (${value})::text as value
    from ${spec.from} where ${spec.tenantId} = ${tx.tenantId}::uuid and ${spec.id} in (select found.id from found) ${cut}
    order by ${order} limit ${page.limit}`
}
