import pg from 'pg'

/** What is asked before a tenant is known - host names, accounts, sessions - goes through here, as role souk_auth. */
export type AuthPool = pg.Pool

export function createAuthPool(authUrl: string, poolMax = 5): AuthPool {
  const pool = new pg.Pool({
    connectionString: authUrl,
    max: poolMax,
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', () => {})
  return pool
}
