import { Prisma, type TenantTx } from '@souk/db'
import { listCondition, type AnySpec } from './list-condition.ts'
import type { ListQuery } from './list-query.ts'
import { planOf } from './plan-of.ts'

export type ListTotal = { count: number; approximate: boolean }

/** Up to here a total is counted; above it the planner's estimate has to do. */
const COUNTED_MAX = 10_000
/** What looking for them may cost, in the planner's units: some hundred milliseconds. */
export const LOOK_COST_MAX = 100_000

/**
 * How many rows a list has: exactly up to 10,000, above that as the planner estimates it. Where even looking for 10,000 means
 * reading most of a large shop, the estimate has to do as well.
 */
export async function countList(tx: TenantTx, spec: AnySpec, query: ListQuery): Promise<ListTotal> {
  const some = Prisma.sql`select 1 from ${spec.from} where ${listCondition(tx, spec, query)}`
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
