import pg from 'pg'

/** Finds the tenants that have a job to be done now: all that the role souk_relay may see of jobs is whose and when. */
export function createDueTenants(relayUrl: string): { read: () => Promise<string[]>; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: relayUrl,
    max: 1,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
  })
  pool.on('error', () => {})
  const read = async () => {
    const { rows } = await pool.query<{ tenantId: string }>(
      `select distinct tenant_id as "tenantId" from jobs
       where (status = 'ready' and run_at <= now()) or (status = 'running' and locked_until < now()) order by 1`,
    )
    return rows.map((row) => row.tenantId)
  }
  return { read, close: () => pool.end() }
}
