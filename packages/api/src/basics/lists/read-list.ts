import type { TenantTx } from '@souk/db'
import type { ListTotal } from './count-list.ts'
import { findPage } from './find-page.ts'
import type { AnySpec } from './list-condition.ts'
import { writeCursor } from './list-cursor.ts'
import type { ListQuery } from './list-query.ts'
import type { ListSpec } from './list-spec.ts'
import { readIds, type FoundId } from './read-ids.ts'

export type ListPage<Row> = { rows: Row[]; next: string | null; previous: string | null; total: ListTotal }

/** A page of a list: the ids by index, then these rows whole, then the total. `before` reads the page in front of a cursor. */
export async function listPage<Row extends { id: string }>(
  tx: TenantTx,
  spec: ListSpec<Row>,
  query: ListQuery,
  at: { after?: string | null | undefined; before?: string | null | undefined; limit: number },
): Promise<ListPage<Row>> {
  const back = Boolean(at.before)
  const from = at.before ?? at.after ?? null
  const { ids: found, total } = await findPage(tx, spec, query, { from, back, limit: at.limit + 1 })
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

const ids = (found: FoundId[]): string[] => found.map(({ id }) => id)
