import { Prisma, type TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { filterCondition } from './filter-condition.ts'
import type { ListFilter, ListQuery } from './list-query.ts'
import type { ListSpec } from './list-spec.ts'

export type AnySpec = Omit<ListSpec<{ id: string }>, 'read' | 'columns'>

/** What holds for every row that a query shows. */
export function listCondition(tx: TenantTx, spec: AnySpec, query: ListQuery): Prisma.Sql {
  const { range, rest } = splitCondition(tx, spec, query, undefined)
  return Prisma.sql`${range} and ${rest}`
}

/**
 * The same in two parts: what an index in this order begins and ends with (the shop, the list itself, and filters on the very
 * value it is sorted by), and all that has to be looked at row by row.
 */
export function splitCondition(
  tx: TenantTx,
  spec: AnySpec,
  query: ListQuery,
  sorted: Prisma.Sql | undefined,
): { range: Prisma.Sql; rest: Prisma.Sql } {
  const range = [Prisma.sql`${spec.tenantId} = ${tx.tenantId}::uuid`, ...(spec.base ? [spec.base] : [])]
  const rest: Prisma.Sql[] = []
  for (const filter of query.filters) {
    const known = filterOf(spec, filter)
    const bounds = !known.through && sorted?.sql === known.value.sql && filter.op !== 'contains'
    ;(bounds ? range : rest).push(filterCondition(tx, known, filter))
  }
  const words = query.q.trim()
  if (words) rest.push(spec.search(words))
  return { range: all(range), rest: all(rest) }
}

function filterOf(spec: AnySpec, { key }: ListFilter) {
  const known = Object.hasOwn(spec.filters, key) ? spec.filters[key] : undefined
  if (!known) throw new InvalidInput({ [`f.${key}`]: `This list has no filter "${key}".` })
  return known
}

const all = (parts: Prisma.Sql[]): Prisma.Sql =>
  parts.length === 0
    ? Prisma.sql`true`
    : Prisma.join(
        parts.map((part) => Prisma.sql`(${part})`),
        ' and ',
      )
