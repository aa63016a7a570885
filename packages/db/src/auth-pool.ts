import pg from 'pg'

/** What is asked before a tenant is known - host names, accounts, sessions - goes through here, as role souk_auth. */
export type AuthPool = pg.Pool

export function createAuthPool(authUrl: string, poolMax = 5): AuthPool {
  const pool = new pg.Pool({
    connectionString: authUrl,
    max: poolMax,
    connectionTimeoutMillis: 10_000,
    // Longer than the server's own limit on a statement: it strikes only when the line went silent.
    query_timeout: 10_000,
    keepAlive: true,
  })
  pool.on('error', () => {})
  return pool
}
