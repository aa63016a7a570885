import type { AuthPool } from '@souk/db'
import { Lucia, TimeSpan, type Adapter } from 'lucia'
import {
  hashToken,
  newToken,
  SESSION_IDLE_DAYS,
  SESSION_LIFE_DAYS_MAX,
  type Audience,
  type SessionFacts,
} from './session-token.ts'

// The one file of the staff realm that knows Lucia. Its adapter keeps only the hash of the cookie's token, and only
// finds a session for the audience it was made for: a cookie carried to another shop opens nothing there.

// Both realms show the same two attributes of a person.
declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, { email: string; name: string }>
    DatabaseUserAttributes: { email: string; name: string }
  }
}

type Row = { accountId: string; expiresAt: Date; email: string; name: string; ip: string | null }

function adapterFor(auth: AuthPool, facts: SessionFacts): Adapter {
  return {
    async getSessionAndUser(token) {
      const { rows } = await auth.query<Row>(
        `select s.account_id as "accountId", s.expires_at as "expiresAt", a.email, a.name, s.ip
         from staff_sessions s join staff_accounts a on a.id = s.account_id and a.disabled_at is null
         where s.id = $1 and s.audience = $2 and s.ends_at > now()`,
        [hashToken(token), facts.audience],
      )
      const row = rows[0]
      if (!row) return [null, null]
      const session = { id: token, userId: row.accountId, expiresAt: row.expiresAt, attributes: {} }
      return [session, { id: row.accountId, attributes: { email: row.email, name: row.name } }]
    },
    getUserSessions: () => Promise.resolve([]),
    async setSession(session) {
      await auth.query(
        `insert into staff_sessions (id, account_id, audience, ip, user_agent, expires_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`,
        [
          hashToken(session.id),
          session.userId,
          facts.audience,
          facts.ip,
          facts.userAgent?.slice(0, 300),
          session.expiresAt,
          SESSION_LIFE_DAYS_MAX,
        ],
      )
    },
    async updateSessionExpiration(token, expiresAt) {
      await auth.query('update staff_sessions set expires_at = $2 where id = $1', [hashToken(token), expiresAt])
    },
    async deleteSession(token) {
      await auth.query('delete from staff_sessions where id = $1', [hashToken(token)])
    },
    async deleteUserSessions(accountId) {
      await auth.query('delete from staff_sessions where account_id = $1', [accountId])
    },
    async deleteExpiredSessions() {
      await auth.query('delete from staff_sessions where expires_at <= now() or ends_at <= now()')
    },
  }
}

const luciaFor = (auth: AuthPool, facts: SessionFacts) =>
  new Lucia(adapterFor(auth, facts), {
    sessionExpiresIn: new TimeSpan(SESSION_IDLE_DAYS, 'd'),
    getUserAttributes: ({ email, name }) => ({ email, name }),
  })

const reading = (audience: Audience): SessionFacts => ({ audience, ip: null, userAgent: null })

export type Account = { id: string; email: string; name: string }

/** Opens a session for an account and returns the token for its cookie; it is not stored anywhere. */
export async function openStaffSession(auth: AuthPool, accountId: string, facts: SessionFacts): Promise<string> {
  const session = await luciaFor(auth, facts).createSession(accountId, {}, { sessionId: newToken() })
  return session.id
}

/** The account that a cookie's token stands for at this audience, or null. */
export async function readStaffSession(auth: AuthPool, token: string, audience: Audience): Promise<Account | null> {
  const { user } = await luciaFor(auth, reading(audience)).validateSession(token)
  return user && { id: user.id, email: user.email, name: user.name }
}

export const closeStaffSession = (auth: AuthPool, token: string, audience: Audience): Promise<void> =>
  luciaFor(auth, reading(audience)).invalidateSession(token)

/** Ends every session of an account, everywhere: after a new password, or when it is disabled. */
export const closeAllStaffSessions = (auth: AuthPool, accountId: string): Promise<void> =>
  luciaFor(auth, reading('platform')).invalidateUserSessions(accountId)

/** Ends the sessions of an account at one audience: it lost its place there. */
export async function closeStaffSessionsAt(auth: AuthPool, accountId: string, audience: Audience): Promise<void> {
  await auth.query('delete from staff_sessions where account_id = $1 and audience = $2', [accountId, audience])
}
