import type pg from 'pg'

/** The right to number events. The fence grows with each new holder, so that an old one is known by its smaller number. */
export type Lease = { holder: string; fence: string }

const NAME = 'outbox'

/** Takes the lease when nobody holds it, or prolongs one's own. Null while another holds it. Time is the database's. */
export async function takeLease(pool: pg.Pool, holder: string, leaseMs: number): Promise<Lease | null> {
  const { rows } = await pool.query<Lease>(
    `insert into relay_leases as l (name, holder, fence, expires_at)
     values ($1, $2, 1, now() + make_interval(secs => $3::float8 / 1000))
     on conflict (name) do update set
       fence = case when l.holder = excluded.holder and l.expires_at > now() then l.fence else l.fence + 1 end,
       holder = excluded.holder, expires_at = excluded.expires_at
     where l.holder = excluded.holder or l.expires_at <= now()
     returning holder, fence::text`,
    [NAME, holder, leaseMs],
  )
  return rows[0] ?? null
}

/** Lets the lease go, so that another relay begins at once. */
export async function dropLease(pool: pg.Pool, lease: Lease): Promise<void> {
  await pool.query(`update relay_leases set expires_at = now() where name = $1 and holder = $2 and fence = $3`, [
    NAME,
    lease.holder,
    lease.fence,
  ])
}

/**
 * True when the lease is still valid, and then it stays so until the transaction ends: the share lock makes a successor
 * wait. A relay that lost its lease finds no row and can number nothing.
 */
export async function holdsLease(client: pg.PoolClient, lease: Lease): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from relay_leases where name = $1 and holder = $2 and fence = $3 and expires_at > clock_timestamp() for share`,
    [NAME, lease.holder, lease.fence],
  )
  return rowCount === 1
}
