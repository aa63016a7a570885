import type { AuthPool } from '@souk/db'
import { LRUCache } from 'lru-cache'

/** A shop as every request knows it. */
export type Tenant = {
  id: string
  slug: string
  name: string
  currency: string
  locale: string
  country: string
  timeZone: string
}

/** How long a host's shop is remembered. A new shop is found at once: only hits are kept. */
const REMEMBER_MS = 10_000
const known = new LRUCache<string, Tenant>({ max: 10_000, ttl: REMEMBER_MS })

const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/

/** A host header's name in lower case without its port, or null when it is no host name at all. */
export function hostNameOf(host: string | null | undefined): string | null {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '')
  return HOST.test(name) ? name : null
}

/**
 * The shop that a host name belongs to: `<slug>.<platformHost>`, or a custom domain whose owner was verified.
 * Null for the platform's own host and for every unknown one.
 */
export async function findTenantByHost(auth: AuthPool, host: string, platformHost: string): Promise<Tenant | null> {
  const name = hostNameOf(host)
  if (!name || name === platformHost) return null
  const remembered = known.get(name)
  if (remembered) return remembered
  const slug = name.endsWith(`.${platformHost}`) ? name.slice(0, -platformHost.length - 1) : null
  const { rows } = await auth.query<Tenant>(
    `select id, slug, name, currency, locale, country, time_zone as "timeZone" from tenants
     where status = 'active' and (slug = $1 or id in (select tenant_id from tenant_hosts where host = $2 and verified_at is not null))
     limit 1`,
    [slug, slug === null ? name : null],
  )
  const tenant = rows[0] ?? null
  if (tenant) known.set(name, tenant)
  return tenant
}

/** The shops an account works in, with its role there, by name. */
export async function listTenantsOfAccount(auth: AuthPool, accountId: string) {
  const { rows } = await auth.query<{ id: string; slug: string; name: string; roleKey: string }>(
    `select t.id, t.slug, t.name, m.role_key as "roleKey" from memberships m join tenants t on t.id = m.tenant_id
     where m.account_id = $1 and m.status = 'active' and t.status = 'active' order by t.name`,
    [accountId],
  )
  return rows
}
