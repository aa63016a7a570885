import type { TenantTx } from '@souk/db'

export type SavedView = {
  id: string
  name: string
  query: string
  shared: boolean
  version: number
  ownerId: string
  ownerName: string
}

/** The views of a list that a person may see: the own ones and those that colleagues share. */
export async function listViews(tx: TenantTx, list: string, accountId: string): Promise<SavedView[]> {
  return tx.$queryRaw`
    select v.id, v.name, v.query, v.shared, v.version, v.owner_id as "ownerId", m.name as "ownerName"
    from saved_views v join memberships m on m.tenant_id = v.tenant_id and m.account_id = v.owner_id
    where v.tenant_id = ${tx.tenantId}::uuid and v.list = ${list} and (v.shared or v.owner_id = ${accountId}::uuid)
    order by v.id`
}

export type ListPreference = { defaultView: string | null; viewOrder: string[] }

/** With which view a person starts, and the order of the tabs. */
export async function readPreference(tx: TenantTx, list: string, accountId: string): Promise<ListPreference> {
  const rows = await tx.$queryRaw<ListPreference[]>`
    select default_view as "defaultView", view_order as "viewOrder" from list_preferences
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid and list = ${list}`
  return rows[0] ?? { defaultView: null, viewOrder: [] }
}
