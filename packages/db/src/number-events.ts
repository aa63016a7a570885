import type { PublishedEvent } from '@souk/events'
import type pg from 'pg'
import { holdsLease, type Lease } from './relay-lease.ts'
import { inTenantAsRelay } from './relay-tenant.ts'
import type { TenantPool } from './tenant-pool.ts'

/** Thrown when a relay wants to number events but its lease has gone to another. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
  constructor() {
    super('Another relay holds the lease.')
  }
}

/**
 * Moves a tenant's committed events from the outbox into its log and gives them the next positions, without a gap. Rows are
 * taken in the order of their ids, which is the order of cause and effect: an id is made by the database when the row is
 * written, and whatever depends on a commit is written after it.
 */
export function numberEvents(
  pool: TenantPool,
  lease: Lease,
  tenantId: string,
  batchMax: number,
): Promise<PublishedEvent[]> {
  return inTenantAsRelay(pool, tenantId, async (client) => {
    if (!(await holdsLease(client, lease))) throw new LeaseLost()
    const head = await lockHead(client, tenantId)
    // The head is locked before this statement takes its snapshot, so the position it adds to is the newest.
    const { rows } = await client.query<PublishedEvent>(
      `with taken as (
         delete from outbox_events where tenant_id = $1
           and id in (select id from outbox_events where tenant_id = $1 order by id limit $2)
         returning id, topics, name, payload),
       numbered as (select $3::bigint + row_number() over (order by id) as position, topics, name, payload from taken),
       logged as (
         insert into logged_events (tenant_id, position, topics, name, payload)
         select $1, position, topics, name, payload from numbered),
       moved as (
         update event_heads set position = $3::bigint + (select count(*) from taken) where tenant_id = $1)
       select position::text, topics, name, payload from numbered order by numbered.position`,
      [tenantId, batchMax, head],
    )
    return rows
  })
}

async function lockHead(client: pg.PoolClient, tenantId: string): Promise<string> {
  const locked = () =>
    client.query<{ position: string }>('select position from event_heads where tenant_id = $1 for update', [tenantId])
  const known = (await locked()).rows[0]
  if (known) return known.position
  await client.query('insert into event_heads (tenant_id, position) values ($1, 0) on conflict do nothing', [tenantId])
  return (await locked()).rows[0]!.position
}
