import { emit, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { keepAnOwner, lockMembers, memberToChange } from './lock-members.ts'

/** Takes a colleague's access away at once: sessions find no member from now on, and open sockets leave their rooms. */
export async function removeMember(tx: TenantTx, input: { accountId: string }, by: By & { id: string }): Promise<void> {
  const members = await lockMembers(tx, by.id)
  const member = memberToChange(members, input.accountId)
  keepAnOwner(members, member)
  await tx.$executeRaw`
    update memberships set status = 'removed'
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${member.id}::uuid`
  await audit(tx, by, {
    action: 'staff.removed',
    subjectKind: 'member',
    subjectId: member.id,
    changes: { name: member.name, email: member.email, role: [member.roleKey, null] },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: member.id } })
}
