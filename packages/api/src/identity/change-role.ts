import { emit, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { keepAnOwner, lockMembers, memberToChange, roleToGive } from './lock-members.ts'

/** Gives a colleague another role; what it allows counts from the next request on, and open sockets leave what it no longer shows. */
export async function changeRole(
  tx: TenantTx,
  input: { accountId: string; roleKey: string },
  by: By & { id: string },
): Promise<void> {
  const members = await lockMembers(tx, by.id)
  const member = memberToChange(members, input.accountId)
  const role = await roleToGive(tx, members, input.roleKey)
  if (member.roleKey === role.key) return
  keepAnOwner(members, member)
  await tx.$executeRaw`
    update memberships set role_key = ${role.key}
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${member.id}::uuid and status = 'active'`
  await audit(tx, by, {
    action: 'staff.role_changed',
    subjectKind: 'member',
    subjectId: member.id,
    changes: { name: member.name, role: [member.roleKey, role.key] },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: member.id } })
}
