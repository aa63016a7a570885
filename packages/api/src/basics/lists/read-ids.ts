import { Prisma, type TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { listCondition, type AnySpec } from './list-condition.ts'
import { behind, ordering, readCursor } from './list-cursor.ts'
import type { ListQuery } from './list-query.ts'
import type { SortSpec } from './list-spec.ts'

export type FoundId = { id: string; value: string | null }
export type PageAt = { from: string | null; back: boolean; limit: number }

/** The next ids of a list in its order, as the planner likes best. */
export async function readIds(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Promise<FoundId[]> {
  return tx.$queryRaw`${idsOf(tx, spec, query, page)}`
}

/** The statement of a page. */
export function idsOf(tx: TenantTx, spec: AnySpec, query: ListQuery, page: PageAt): Prisma.Sql {
  const { value, order, cut } = orderOf(spec, query, page)
  return Prisma.sql`
    select ${spec.id} as id, (${value})::text as value
    from ${spec.from} where ${listCondition(tx, spec, query)} ${cut} order by ${order} limit ${page.limit}`
}

/** What a page is sorted by, in which order, and what lies behind its cursor. */
export function orderOf(
  spec: AnySpec,
  query: ListQuery,
  page: PageAt,
): { value: Prisma.Sql; order: Prisma.Sql; cut: Prisma.Sql } {
  const { sort, descending } = sortOf(spec, query.sort || spec.sort)
  const at = { sort, id: spec.id, descending, back: page.back }
  const cut = page.from === null ? Prisma.empty : Prisma.sql`and ${behind(readCursor(page.from, sort), at)}`
  return { value: sort.value, order: ordering(at), cut }
}

export function sortOf(spec: AnySpec, text: string): { sort: SortSpec; descending: boolean } {
  const descending = text.startsWith('-')
  const sort = spec.sorts[descending ? text.slice(1) : text]
  if (!sort) throw new InvalidInput({ sort: `This list cannot be sorted by "${text}".` })
  return { sort, descending }
}
