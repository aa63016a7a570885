import type { AuthPool } from '@souk/db'
import { Refusal } from '../refusal.ts'
import { normalEmail } from './email.ts'
import { verifyPassword } from './password.ts'
import { judgeSignIn } from './sign-in-limit.ts'
import { openStaffSession, type Account } from './staff-sessions.ts'
import { hashToken, newToken, type SessionFacts } from './session-token.ts'

/** Which of the two was wrong is not told: it would say who has an account. */
export class WrongSignIn extends Refusal {
  constructor() {
    super(422, 'wrong_sign_in', 'The e-mail or the password is wrong.', {
      fields: { password: 'The e-mail or the password is wrong.' },
    })
  }
}

/** The staff account with this e-mail and password. Throws WrongSignIn, or TooManySignIns after repeated failures. */
export async function checkStaffPassword(
  auth: AuthPool,
  input: { email: string; password: string },
  facts: SessionFacts,
): Promise<Account> {
  const emailNorm = normalEmail(input.email)
  const { rows } = await auth.query<Account & { passwordHash: string }>(
    'select id, email, name, password_hash as "passwordHash" from staff_accounts where email_norm = $1 and disabled_at is null',
    [emailNorm],
  )
  const who = { scope: 'staff', emailNorm, ip: facts.ip }
  if (!(await judgeSignIn(who, () => verifyPassword(rows[0]?.passwordHash, input.password)))) throw new WrongSignIn()
  return { id: rows[0]!.id, email: rows[0]!.email, name: rows[0]!.name }
}

/** Signs a staff account in where it stands - the platform or one shop's back office - and returns the cookie's token. */
export async function signInStaff(
  auth: AuthPool,
  input: { email: string; password: string },
  facts: SessionFacts,
): Promise<{ account: Account; token: string }> {
  const account = await checkStaffPassword(auth, input, facts)
  return { account, token: await openStaffSession(auth, account.id, facts) }
}

const HANDOFF_SECONDS = 60

/** Makes the single-use key that opens a shop's back office for someone signed in on the platform; valid for a minute. */
export async function makeHandoff(auth: AuthPool, accountId: string, tenantId: string): Promise<string> {
  const token = newToken()
  await auth.query(
    `insert into staff_handoffs (token_hash, account_id, tenant_id, expires_at)
     values ($1, $2, $3, now() + make_interval(secs => $4))`,
    [hashToken(token), accountId, tenantId, HANDOFF_SECONDS],
  )
  return token
}

/** Turns a hand-off key into a session of this shop's back office; null when it was used, is too old, or is another shop's. */
export async function useHandoff(
  auth: AuthPool,
  key: string,
  tenantId: string,
  facts: SessionFacts,
): Promise<string | null> {
  const { rows } = await auth.query<{ accountId: string }>(
    `update staff_handoffs set used_at = now()
     where token_hash = $1 and tenant_id = $2 and used_at is null and expires_at > now()
     returning account_id as "accountId"`,
    [hashToken(key), tenantId],
  )
  return rows[0] ? openStaffSession(auth, rows[0].accountId, facts) : null
}
