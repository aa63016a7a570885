import { emit, type AuthPool, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { Refusal } from '../refusal.ts'
import { hashPassword, verifyPassword } from './password.ts'
import type { SessionFacts } from './session-token.ts'
import { judgeSignIn } from './sign-in-limit.ts'
import { closeAllStaffSessions, openStaffSession } from './staff-sessions.ts'

class WrongPassword extends Refusal {
  constructor() {
    super(422, 'wrong_password', 'This is not your password.', { fields: { current: 'This is not your password.' } })
  }
}

/** Changes the name that colleagues of this shop see. */
export async function renameSelf(tx: TenantTx, input: { name: string }, by: By & { id: string }): Promise<void> {
  const changed = await tx.$executeRaw`
    update memberships set name = ${input.name}
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${by.id}::uuid and status = 'active' and name <> ${input.name}`
  if (changed === 0) return
  await audit(tx, by, {
    action: 'staff.renamed',
    subjectKind: 'member',
    subjectId: by.id,
    changes: { name: [by.name, input.name] },
  })
  emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId: by.id } })
}

/**
 * Sets a new password and ends every session of the account, in every shop; the caller gets a new one. Guesses of the old
 * password count as failed sign-ins, so that an open browser is no way around that limit.
 */
export async function changePassword(
  auth: AuthPool,
  input: { accountId: string; email: string; current: string; next: string },
  facts: SessionFacts,
): Promise<{ token: string }> {
  const { rows } = await auth.query<{ passwordHash: string; emailNorm: string }>(
    'select password_hash as "passwordHash", email_norm as "emailNorm" from staff_accounts where id = $1 and disabled_at is null',
    [input.accountId],
  )
  const who = { scope: 'staff', emailNorm: rows[0]?.emailNorm ?? input.email, ip: facts.ip }
  if (!(await judgeSignIn(who, () => verifyPassword(rows[0]?.passwordHash, input.current)))) throw new WrongPassword()
  const passwordHash = await hashPassword(input.next)
  await auth.query('update staff_accounts set password_hash = $2 where id = $1', [input.accountId, passwordHash])
  await closeAllStaffSessions(auth, input.accountId)
  return { token: await openStaffSession(auth, input.accountId, facts) }
}
