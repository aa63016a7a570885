import type { TenantTx } from '@souk/db'
import { InvalidInput, NotFound, Refusal, VersionConflict } from '../../refusal.ts'
import { audit, type By } from '../audit.ts'

/** Who changes a view; only its maker, or someone who manages the staff, may touch a shared one. */
export type ViewEditor = { accountId: string; managesStaff: boolean; by: By }

/** So many that nobody runs into it by work, and few enough to be tabs. */
const VIEWS_MAX = 100

class NotYourView extends Refusal {
  constructor() {
    super(403, 'not_your_view', 'A colleague made this view. Save a copy of your own instead.')
  }
}

/** Keeps a list as it is arranged now under a name. */
export async function createView(
  tx: TenantTx,
  input: { list: string; name: string; query: string; shared: boolean },
  editor: ViewEditor,
): Promise<{ viewId: string }> {
  const rows = await tx.$queryRaw<{ viewId: string }[]>`
    insert into saved_views (tenant_id, list, owner_id, shared, name, query)
    select ${tx.tenantId}::uuid, ${input.list}, ${editor.accountId}::uuid, ${input.shared}, ${input.name}, ${input.query}
    where (select count(*) from saved_views where tenant_id = ${tx.tenantId}::uuid and list = ${input.list}
      and owner_id = ${editor.accountId}::uuid) < ${VIEWS_MAX}
    returning id as "viewId"`
  const view = rows[0]
  if (!view) throw new InvalidInput({ name: `A person can keep ${VIEWS_MAX} views of a list. Delete one first.` })
  const { list, name, shared } = input
  await audit(tx, editor.by, {
    action: 'view.saved',
    subjectKind: 'view',
    subjectId: view.viewId,
    changes: { list, name, shared },
  })
  return view
}

/** Renames, shares or rearranges a view. Throws VersionConflict when it was changed since it was read. */
export async function changeView(
  tx: TenantTx,
  input: {
    viewId: string
    version: number
    name?: string | undefined
    query?: string | undefined
    shared?: boolean | undefined
  },
  editor: ViewEditor,
): Promise<{ version: number }> {
  const before = await lockView(tx, input.viewId, editor)
  if (before.version !== input.version) throw new VersionConflict('view')
  const after = {
    name: input.name ?? before.name,
    query: input.query ?? before.query,
    shared: input.shared ?? before.shared,
  }
  await tx.$executeRaw`
    update saved_views set name = ${after.name}, query = ${after.query}, shared = ${after.shared}, version = version + 1,
      updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.viewId}::uuid`
  const changes = {
    ...(after.name !== before.name && { name: [before.name, after.name] }),
    ...(after.shared !== before.shared && { shared: [before.shared, after.shared] }),
    ...(after.query !== before.query && { query: [before.query, after.query] }),
  }
  await audit(tx, editor.by, { action: 'view.changed', subjectKind: 'view', subjectId: input.viewId, changes })
  return { version: before.version + 1 }
}

/** Removes a view; whoever started with it starts with the list itself again. */
export async function removeView(tx: TenantTx, viewId: string, editor: ViewEditor): Promise<void> {
  const { name, list } = await lockView(tx, viewId, editor)
  await tx.$executeRaw`delete from saved_views where tenant_id = ${tx.tenantId}::uuid and id = ${viewId}::uuid`
  await audit(tx, editor.by, {
    action: 'view.removed',
    subjectKind: 'view',
    subjectId: viewId,
    changes: { list, name },
  })
}

type LockedView = { name: string; list: string; query: string; shared: boolean; version: number; ownerId: string }

/** A colleague's personal view is as if it were not there. */
async function lockView(tx: TenantTx, viewId: string, editor: ViewEditor): Promise<LockedView> {
  const rows = await tx.$queryRaw<LockedView[]>`
    select name, list, query, shared, version, owner_id as "ownerId" from saved_views
    where tenant_id = ${tx.tenantId}::uuid and id = ${viewId}::uuid for update`
  const view = rows[0]
  const isMine = view?.ownerId === editor.accountId
  if (!view || (!isMine && !view.shared)) throw new NotFound('view')
  if (!isMine && !editor.managesStaff) throw new NotYourView()
  return view
}

/** With which view a person starts, and the order of the tabs: theirs alone, so no deed that others read about. */
export async function preferViews(
  tx: TenantTx,
  input: { list: string; defaultView?: string | null | undefined; viewOrder?: string[] | undefined },
  accountId: string,
): Promise<void> {
  const { list, defaultView, viewOrder } = input
  await tx.$executeRaw`
    insert into list_preferences (tenant_id, account_id, list, default_view, view_order)
    values (${tx.tenantId}::uuid, ${accountId}::uuid, ${list}, ${defaultView ?? null}, ${viewOrder ?? []}::text[])
    on conflict (tenant_id, account_id, list) do update set
      default_view = case when ${defaultView === undefined} then list_preferences.default_view else excluded.default_view end,
      view_order = case when ${viewOrder === undefined} then list_preferences.view_order else excluded.view_order end`
}
