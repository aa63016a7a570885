import type { TenantTx } from '@souk/db'
import type { AnyBulkAction, BulkRegistry } from './bulk-action.ts'
import type { BulkSelection } from './bulk-selection.ts'

const LISTED_A_STEP = 1000

type Step = { subjects: { id: string; groupId: string }[]; next: string | null }

/**
 * The records behind a part of a selection, and where the next part begins (null: nowhere). A query is walked in the
 * order of its list by cursor; rows chosen by hand are cut by their number.
 */
export async function subjectsOf(
  tx: TenantTx,
  registry: BulkRegistry,
  action: AnyBulkAction,
  chosen: { list: string; selection: BulkSelection; after: string | null },
): Promise<Step> {
  const { list, selection, after } = chosen
  const expand = action.subject.of[list]!
  if ('ids' in selection) {
    const from = Number(after ?? 0)
    const ids = selection.ids.slice(from, from + LISTED_A_STEP)
    const end = from + ids.length
    return { subjects: await expand(tx, ids), next: end < selection.ids.length ? String(end) : null }
  }
  const { ids, next } = await registry.lists.ids(tx, list, selection.query, { after, limit: LISTED_A_STEP })
  const except = new Set(selection.except)
  const wanted = ids.filter((id) => !except.has(id))
  return { subjects: wanted.length > 0 ? await expand(tx, wanted) : [], next }
}
