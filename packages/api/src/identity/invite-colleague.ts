import { emit, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput, NotFound } from '../refusal.ts'
import { normalEmail } from './email.ts'
import { lockMembers, roleToGive } from './lock-members.ts'
import { hashToken, newToken } from './session-token.ts'

/** How long a join link is good for. */
const INVITATION_DAYS = 7

/** The token is told once, to be put into the join link; only its hash is kept. */
export type Invited = { id: string; email: string; roleName: string; token: string }

/** Invites someone by e-mail into a role. An earlier open invitation of the same address is replaced by this one. */
export async function inviteColleague(
  tx: TenantTx,
  input: { email: string; roleKey: string },
  by: By & { id: string },
): Promise<Invited> {
  const members = await lockMembers(tx, by.id)
  const role = await roleToGive(tx, members, input.roleKey)
  const emailNorm = normalEmail(input.email)
  if (members.all.some(({ email }) => normalEmail(email) === emailNorm)) {
    throw new InvalidInput({ email: 'This person is a member already.' })
  }
  const token = newToken()
  await tx.$executeRaw`
    update invitations set revoked_at = now()
    where tenant_id = ${tx.tenantId}::uuid and email_norm = ${emailNorm} and accepted_at is null and revoked_at is null`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into invitations (tenant_id, email, email_norm, role_key, token_hash, invited_by, expires_at)
    values (${tx.tenantId}::uuid, ${input.email}, ${emailNorm}, ${role.key}, ${hashToken(token)}, ${by.id}::uuid,
      now() + make_interval(days => ${INVITATION_DAYS}::int))
    returning id`
  const { id } = rows[0]!
  await audit(tx, by, {
    action: 'staff.invited',
    subjectKind: 'invitation',
    subjectId: id,
    changes: { email: input.email, role: [null, role.key] },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: null } })
  return { id, email: input.email, roleName: role.name, token }
}

/** Renews an invitation with a new link and a new term; the old link opens nothing any more. */
export async function resendInvitation(
  tx: TenantTx,
  input: { invitationId: string },
  by: By & { id: string },
): Promise<Invited> {
  const rows = await tx.$queryRaw<{ email: string; roleKey: string }[]>`
    select email, role_key as "roleKey" from invitations
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.invitationId}::uuid and accepted_at is null and revoked_at is null`
  if (!rows[0]) throw new NotFound('invitation')
  return inviteColleague(tx, rows[0], by)
}

/** Makes a join link worthless. */
export async function revokeInvitation(
  tx: TenantTx,
  input: { invitationId: string },
  by: By & { id: string },
): Promise<void> {
  await lockMembers(tx, by.id)
  const rows = await tx.$queryRaw<{ email: string }[]>`
    update invitations set revoked_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.invitationId}::uuid and accepted_at is null and revoked_at is null
    returning email`
  if (!rows[0]) throw new NotFound('invitation')
  await audit(tx, by, {
    action: 'staff.invitation_revoked',
    subjectKind: 'invitation',
    subjectId: input.invitationId,
    changes: { email: rows[0].email },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: null } })
}
