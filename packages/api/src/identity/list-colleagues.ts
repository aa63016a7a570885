import type { TenantTx } from '@souk/db'
import type { Permission } from './permissions.ts'

export type Colleague = { id: string; name: string; email: string; roleKey: string; roleName: string; since: Date }
export type ShopRole = { key: string; name: string; permissions: Permission[]; members: number }
export type OpenInvitation = {
  id: string
  email: string
  roleName: string
  invitedBy: string | null
  expiresAt: Date
  createdAt: Date
  expired: boolean
}

/** The active members of the shop, owners first. */
export async function listColleagues(tx: TenantTx): Promise<Colleague[]> {
  return tx.$queryRaw`
    select m.account_id as id, m.name, m.email, m.role_key as "roleKey", r.name as "roleName", m.created_at as since
    from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tx.tenantId}::uuid and m.status = 'active'
    order by (m.role_key = 'owner') desc, m.name, m.account_id`
}

/** The names of those who can give access: whom to ask when a role does not reach. */
export async function listOwners(tx: TenantTx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select name from memberships
    where tenant_id = ${tx.tenantId}::uuid and role_key = 'owner' and status = 'active' order by created_at, account_id`
  return rows.map(({ name }) => name)
}

/** The roles of the shop with what each allows, the widest first. */
export async function listRoles(tx: TenantTx): Promise<ShopRole[]> {
  return tx.$queryRaw`
    select r.key, r.name, r.permissions, count(m.account_id)::int as members
    from roles r left join memberships m on m.tenant_id = r.tenant_id and m.role_key = r.key and m.status = 'active'
    where r.tenant_id = ${tx.tenantId}::uuid
    group by r.tenant_id, r.key order by cardinality(r.permissions) desc, r.name`
}

/** Invitations that were neither accepted nor revoked, the newest first; one that ran out is shown so that it can be renewed. */
export async function listInvitations(tx: TenantTx): Promise<OpenInvitation[]> {
  return tx.$queryRaw`
    select i.id, i.email, r.name as "roleName", m.name as "invitedBy", i.expires_at as "expiresAt", i.created_at as "createdAt",
      i.expires_at <= now() as expired
    from invitations i
    join roles r on r.tenant_id = i.tenant_id and r.key = i.role_key
    left join memberships m on m.tenant_id = i.tenant_id and m.account_id = i.invited_by
    where i.tenant_id = ${tx.tenantId}::uuid and i.accepted_at is null and i.revoked_at is null
    order by i.id desc limit 200`
}
