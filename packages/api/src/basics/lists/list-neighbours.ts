import type { TenantTx } from '@souk/db'
import { listViews } from '../views/read-views.ts'
import { writeCursor } from './list-cursor.ts'
import { readAddress, type ListQuery } from './list-query.ts'
import type { AnyList } from './list-spec.ts'
import { readIds, sortOf } from './read-ids.ts'

export type Neighbours = { previous: string | null; next: string | null }

/** What a list's address shows: its own words, and for the rest those of its view. Null for a view that is not there. */
async function queryOf(tx: TenantTx, spec: AnyList, search: string, accountId: string): Promise<ListQuery | null> {
  const own = readAddress(new URLSearchParams(search))
  const key = own.view ?? Object.keys(spec.views ?? {})[0] ?? ''
  const builtIn = Object.hasOwn(spec.views ?? {}, key) ? spec.views?.[key] : undefined
  const saved = builtIn ? undefined : (await listViews(tx, spec.key, accountId)).find(({ id }) => id === key)
  if (own.view && !builtIn && !saved) return null
  const view = saved ? readAddress(new URLSearchParams(saved.query)) : null
  return {
    q: own.q ?? view?.q ?? '',
    filters: own.filters ?? view?.filters ?? builtIn?.filters ?? [],
    sort: own.sort ?? view?.sort ?? builtIn?.sort ?? '',
  }
}

/** The records before and after one in the list it was opened from, for stepping through it. */
export async function listNeighbours(
  tx: TenantTx,
  spec: AnyList,
  input: { id: string; search: string; accountId: string },
): Promise<Neighbours> {
  const query = await queryOf(tx, spec, input.search, input.accountId)
  if (!query) return { previous: null, next: null }
  const { sort } = sortOf(spec, query.sort || spec.sort)
  const rows = await tx.$queryRaw<{ value: string | null }[]>`
    select (${sort.value})::text as value from ${spec.from}
    where ${spec.tenantId} = ${tx.tenantId}::uuid and ${spec.id} = ${input.id}::uuid limit 1`
  if (!rows[0]) return { previous: null, next: null }
  const from = writeCursor({ id: input.id, value: rows[0].value })
  const [previous] = await readIds(tx, spec, query, { from, back: true, limit: 1 })
  const [next] = await readIds(tx, spec, query, { from, back: false, limit: 1 })
  return { previous: previous?.id ?? null, next: next?.id ?? null }
}
