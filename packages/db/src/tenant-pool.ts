import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { TenantNotBound, TenantIdMalformed } from './errors.ts'

/** The tenant of the transaction that is being opened; read once, when its connection says BEGIN. */
export const openingTenant = new AsyncLocalStorage<string>()

const TENANT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Returns the id itself when it has the exact shape of a lower-case UUID; throws TenantIdMalformed otherwise. */
export function checkTenantId(tenantId: string): string {
  if (typeof tenantId !== 'string' || !TENANT_ID.test(tenantId)) throw new TenantIdMalformed()
  return tenantId
}

type Query = (config: unknown, ...rest: unknown[]) => unknown

/**
 * A pool whose transactions always begin inside a tenant: BEGIN goes out as one message together with the
 * `set local`, so there is no moment in which a connection is in a transaction of no tenant. `set local` takes no
 * parameter, hence the exact check of the id's shape. A statement outside a transaction is refused before it is sent.
 */
export class TenantPool extends pg.Pool {
  override async connect(): Promise<pg.PoolClient> {
    const tenantId = openingTenant.getStore()
    if (tenantId === undefined) throw new TenantNotBound()
    const begin = `begin; set local app.tenant_id = '${checkTenantId(tenantId)}'`
    return insideTenant(await super.connect(), begin)
  }

  override query(): never {
    throw new TenantNotBound()
  }
}

/** Stands before a pooled connection for one transaction: rewrites its BEGIN, and gives it back only when it is idle. */
function insideTenant(client: pg.PoolClient, begin: string): pg.PoolClient {
  let begun = false
  const query: Query = (config, ...rest) => {
    const text = typeof config === 'string' ? config : (config as { text: string }).text
    if (!begun) {
      if (text !== 'BEGIN') throw new TenantNotBound()
      begun = true
      return client.query(begin).then((results) => (results as unknown as pg.QueryResult[])[0])
    }
    return (client.query as Query)(config, ...rest)
  }
  // A connection that is still in a transaction (a lost COMMIT, a time-out) is closed, never handed to the next tenant.
  const release = (error?: Error | boolean) => client.release(error ?? client.getTransactionStatus() !== 'I')
  return new Proxy(client, {
    get(target, key) {
      if (key === 'query') return query
      if (key === 'release') return release
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
