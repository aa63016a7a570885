import type pg from 'pg'
import { checkTenantId, openingTenant, TenantPool } from './tenant-pool.ts'

/** The connections of role souk_relay, each transaction of which is bound to one tenant like any other role's. */
export function createRelayPool(relayUrl: string, poolMax = 2): TenantPool {
  const pool = new TenantPool({
    connectionString: relayUrl,
    max: poolMax,
    connectionTimeoutMillis: 5_000,
    // On a line that went silent the relay would wait for ever and still prolong its lease on another.
    query_timeout: 20_000,
    keepAlive: true,
  })
  pool.on('error', () => {})
  return pool
}

/** Runs one transaction of souk_relay inside a tenant. */
export function inTenantAsRelay<T>(
  pool: TenantPool,
  tenantId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return openingTenant.run(checkTenantId(tenantId), async () => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  })
}
