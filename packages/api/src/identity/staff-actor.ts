import type { AuthPool, InTenant } from '@souk/db'
import { ALL_PERMISSIONS, type Permission } from './permissions.ts'
import { readStaffSession } from './staff-sessions.ts'

/** A member of a shop in its back office, with what the role allows at this moment. */
export type StaffActor = {
  id: string
  email: string
  name: string
  roleKey: string
  roleName: string
  permissions: ReadonlySet<Permission>
}

const isPermission = (value: string): value is Permission => (ALL_PERMISSIONS as string[]).includes(value)

/** The member behind a staff cookie of this shop; null when the session ended or the membership is gone. */
export async function readStaffActor(
  auth: AuthPool,
  inTenant: InTenant,
  tenantId: string,
  token: string,
): Promise<StaffActor | null> {
  const account = await readStaffSession(auth, token, `staff:${tenantId}`)
  if (!account) return null
  return findMember(inTenant, tenantId, account.id)
}

/** The active member with this account, or null. */
export async function findMember(inTenant: InTenant, tenantId: string, accountId: string): Promise<StaffActor | null> {
  const rows = await inTenant(
    tenantId,
    (tx) => tx.$queryRaw<(Omit<StaffActor, 'permissions'> & { permissions: string[] })[]>`
    select m.account_id as id, m.email, m.name, m.role_key as "roleKey", r.name as "roleName", r.permissions
    from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tenantId}::uuid and m.account_id = ${accountId}::uuid and m.status = 'active'`,
  )
  const row = rows[0]
  return row ? { ...row, permissions: new Set(row.permissions.filter(isPermission)) } : null
}
