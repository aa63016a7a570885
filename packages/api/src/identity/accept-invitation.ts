import { emit, sqlStateOf, type AuthPool, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput, Refusal } from '../refusal.ts'
import { hashPassword } from './password.ts'
import { hashToken, type SessionFacts } from './session-token.ts'
import { checkStaffPassword } from './sign-in.ts'
import { openStaffSession } from './staff-sessions.ts'

export type InvitationToAccept = { email: string; roleName: string }

/** The link was used, revoked, ran out or was never given: the four are not told apart. */
class InvitationGone extends Refusal {
  constructor() {
    super(404, 'invitation_gone', 'This invitation is no longer valid. Ask the person who invited you for a new link.')
  }
}

/** What a join link leads to, for the page that asks. Throws InvitationGone. */
export async function getInvitation(tx: TenantTx, token: string): Promise<InvitationToAccept> {
  const rows = await tx.$queryRaw<InvitationToAccept[]>`
    select i.email, r.name as "roleName" from invitations i join roles r on r.tenant_id = i.tenant_id and r.key = i.role_key
    where i.tenant_id = ${tx.tenantId}::uuid and i.token_hash = ${hashToken(token)}
      and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`
  if (!rows[0]) throw new InvitationGone()
  return rows[0]
}

export type AcceptInvitation = {
  token: string
  password: string
  /** Given by someone new; absent, the account that the e-mail already has is opened with its password. */
  name?: string | undefined
}

type Doors = { auth: AuthPool; inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T> }
type Joining = { id: string; name: string; passwordHash?: string }

/** Makes the invited person a member and signs them in at this shop's back office. Returns the cookie's token. */
export async function acceptInvitation(
  doors: Doors,
  input: AcceptInvitation,
  facts: SessionFacts,
  by: By,
): Promise<{ token: string }> {
  const { email } = await doors.inTenant((tx) => getInvitation(tx, input.token))
  const person: Joining = input.name
    ? { id: crypto.randomUUID(), name: input.name, passwordHash: await hashPassword(input.password) }
    : await checkStaffPassword(doors.auth, { email, password: input.password }, facts)
  await doors.inTenant((tx) => join(tx, input.token, person, by))
  return { token: await openStaffSession(doors.auth, person.id, facts) }
}

async function join(tx: TenantTx, token: string, person: Joining, from: By): Promise<void> {
  // The update is the referee: of two people holding one link, one finds it open.
  const rows = await tx.$queryRaw<{ email: string; emailNorm: string; roleKey: string }[]>`
    update invitations set accepted_at = now()
    where tenant_id = ${tx.tenantId}::uuid and token_hash = ${hashToken(token)}
      and accepted_at is null and revoked_at is null and expires_at > now()
    returning email, email_norm as "emailNorm", role_key as "roleKey"`
  const invitation = rows[0]
  if (!invitation) throw new InvitationGone()
  if (person.passwordHash) await addAccount(tx, invitation, person)
  await tx.$executeRaw`
    insert into memberships (tenant_id, account_id, role_key, email, name)
    values (${tx.tenantId}::uuid, ${person.id}::uuid, ${invitation.roleKey}, ${invitation.email}, ${person.name})
    on conflict (tenant_id, account_id) do update set role_key = excluded.role_key, name = excluded.name, status = 'active'`
  const by: By = { ...from, kind: 'staff', id: person.id, name: person.name }
  await audit(tx, by, {
    action: 'staff.joined',
    subjectKind: 'member',
    subjectId: person.id,
    changes: { email: invitation.email, role: [null, invitation.roleKey] },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: person.id } })
}

async function addAccount(
  tx: TenantTx,
  { email, emailNorm }: { email: string; emailNorm: string },
  person: Joining,
): Promise<void> {
  try {
    await tx.$executeRaw`
      insert into staff_accounts (id, email, email_norm, name, password_hash)
      values (${person.id}::uuid, ${email}, ${emailNorm}, ${person.name}, ${person.passwordHash})`
  } catch (error) {
    if (sqlStateOf(error) !== '23505') throw error
    throw new InvalidInput({ password: 'This e-mail has an account already. Join with the password of that account.' })
  }
}
