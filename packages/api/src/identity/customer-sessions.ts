import type { InTenant } from '@souk/db'
import { Lucia, TimeSpan, type Adapter } from 'lucia'
import {
  hashToken,
  newToken,
  SESSION_IDLE_DAYS,
  SESSION_LIFE_DAYS_MAX,
  type Audience,
  type SessionFacts,
} from './session-token.ts'

// The one file of the customers' realm that knows Lucia. Customers are rows of their shop, and so are their sessions:
// each statement runs in a transaction of that shop, so a session of one shop does not even exist in another.

type Row = { customerId: string; expiresAt: Date; email: string; name: string }

function adapterFor(inTenant: InTenant, tenantId: string, facts: SessionFacts): Adapter {
  const audience: Audience = `shop:${tenantId}`
  return {
    async getSessionAndUser(token) {
      const rows = await inTenant(
        tenantId,
        (tx) => tx.$queryRaw<Row[]>`
        select s.customer_id as "customerId", s.expires_at as "expiresAt", c.email, c.name
        from customer_sessions s join customers c on c.tenant_id = s.tenant_id and c.id = s.customer_id
        where s.tenant_id = ${tenantId}::uuid and s.id = ${hashToken(token)} and s.audience = ${audience} and s.ends_at > now()`,
      )
      const row = rows[0]
      if (!row) return [null, null]
      const session = { id: token, userId: row.customerId, expiresAt: row.expiresAt, attributes: {} }
      return [session, { id: row.customerId, attributes: { email: row.email, name: row.name } }]
    },
    getUserSessions: () => Promise.resolve([]),
    async setSession(session) {
      await inTenant(
        tenantId,
        (tx) => tx.$executeRaw`
        insert into customer_sessions (tenant_id, id, customer_id, audience, ip, user_agent, expires_at, ends_at)
        values (${tenantId}::uuid, ${hashToken(session.id)}, ${session.userId}::uuid, ${audience}, ${facts.ip},
          ${facts.userAgent?.slice(0, 300) ?? null}, ${session.expiresAt}, now() + make_interval(days => ${SESSION_LIFE_DAYS_MAX}::int))`,
      )
    },
    async updateSessionExpiration(token, expiresAt) {
      await inTenant(
        tenantId,
        (tx) => tx.$executeRaw`
        update customer_sessions set expires_at = ${expiresAt} where tenant_id = ${tenantId}::uuid and id = ${hashToken(token)}`,
      )
    },
    async deleteSession(token) {
      await inTenant(
        tenantId,
        (tx) => tx.$executeRaw`
        delete from customer_sessions where tenant_id = ${tenantId}::uuid and id = ${hashToken(token)}`,
      )
    },
    async deleteUserSessions(customerId) {
      await inTenant(
        tenantId,
        (tx) => tx.$executeRaw`
        delete from customer_sessions where tenant_id = ${tenantId}::uuid and customer_id = ${customerId}::uuid`,
      )
    },
    async deleteExpiredSessions() {
      await inTenant(
        tenantId,
        (tx) => tx.$executeRaw`
        delete from customer_sessions where tenant_id = ${tenantId}::uuid and (expires_at <= now() or ends_at <= now())`,
      )
    },
  }
}

const luciaFor = (inTenant: InTenant, tenantId: string, facts: SessionFacts) =>
  new Lucia(adapterFor(inTenant, tenantId, facts), {
    sessionExpiresIn: new TimeSpan(SESSION_IDLE_DAYS, 'd'),
    getUserAttributes: ({ email, name }) => ({ email, name }),
  })

export type CustomerActor = { id: string; email: string; name: string }

const reading = (tenantId: string): SessionFacts => ({ audience: `shop:${tenantId}`, ip: null, userAgent: null })

/** Opens a session for a customer of this shop and returns the token for its cookie. */
export async function openCustomerSession(
  inTenant: InTenant,
  tenantId: string,
  customerId: string,
  facts: Omit<SessionFacts, 'audience'>,
): Promise<string> {
  const lucia = luciaFor(inTenant, tenantId, { ...reading(tenantId), ...facts })
  return (await lucia.createSession(customerId, {}, { sessionId: newToken() })).id
}

/** The customer of this shop that a cookie's token stands for, or null. */
export async function readCustomerSession(
  inTenant: InTenant,
  tenantId: string,
  token: string,
): Promise<CustomerActor | null> {
  const { user } = await luciaFor(inTenant, tenantId, reading(tenantId)).validateSession(token)
  return user && { id: user.id, email: user.email, name: user.name }
}

export const closeCustomerSession = (inTenant: InTenant, tenantId: string, token: string): Promise<void> =>
  luciaFor(inTenant, tenantId, reading(tenantId)).invalidateSession(token)

export const closeAllCustomerSessions = (inTenant: InTenant, tenantId: string, customerId: string): Promise<void> =>
  luciaFor(inTenant, tenantId, reading(tenantId)).invalidateUserSessions(customerId)
