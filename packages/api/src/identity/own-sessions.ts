import type { AuthPool } from '@souk/db'
import type { Audience } from './session-token.ts'

/** A browser that is signed in to this shop. The key is the beginning of the token's hash: it names a session and opens nothing. */
export type OwnSession = { key: string; ip: string | null; userAgent: string | null; since: Date; expiresAt: Date }

const KEY_LENGTH = 16

/** Where a member is signed in to this shop, the newest first. */
export async function listSessions(auth: AuthPool, accountId: string, audience: Audience): Promise<OwnSession[]> {
  const { rows } = await auth.query<OwnSession>(
    `select left(id, $3) as key, ip, user_agent as "userAgent", created_at as since, expires_at as "expiresAt"
     from staff_sessions where account_id = $1 and audience = $2 and expires_at > now() and ends_at > now()
     order by created_at desc limit 100`,
    [accountId, audience, KEY_LENGTH],
  )
  return rows
}

/** Signs one browser of the member out; one that is gone already is no fault. */
export async function endSession(auth: AuthPool, accountId: string, audience: Audience, key: string): Promise<void> {
  await auth.query('delete from staff_sessions where account_id = $1 and audience = $2 and left(id, $4) = $3', [
    accountId,
    audience,
    key,
    KEY_LENGTH,
  ])
}
