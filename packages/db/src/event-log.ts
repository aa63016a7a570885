import type { PublishedEvent } from '@souk/events'
import type { TenantTx } from './in-tenant.ts'
import { inTenantAsRelay } from './relay-tenant.ts'
import type { TenantPool } from './tenant-pool.ts'

/** How long numbered events are kept for clients that were away. */
export const EVENT_LOG_HOURS = 72

/** The position of the tenant's newest event; '0' before the first. A page that reads it before its data misses nothing. */
export async function readEventHead(tx: TenantTx): Promise<string> {
  const rows = await tx.$queryRaw<{ position: string }[]>`
    select position::text from event_heads where tenant_id = ${tx.tenantId}::uuid`
  return rows[0]?.position ?? '0'
}

/** The tenant's next events after a position, of all topics, in order. */
export function readEventsAfter(tx: TenantTx, after: string, limit: number): Promise<PublishedEvent[]> {
  return tx.$queryRaw`
    select position::text, topics, name, payload from logged_events
    where tenant_id = ${tx.tenantId}::uuid and position > ${after}::bigint
    order by logged_events.position limit ${limit}::int`
}

/** How much of a log is looked through for one client that comes back; a longer absence is a fresh load. */
const GAP_SCAN_MAX = 20_000n

export type Gap = { position: string; refresh: boolean; events: PublishedEvent[] }

/**
 * What a client of these topics has missed since a position; `refresh` when it is too much, or older than the log, or from
 * a log that was not this one. Without a position: what happened in the last seconds, the time between a page's read and
 * its join.
 */
export async function readGap(tx: TenantTx, topics: string[], after: string | undefined, limit: number): Promise<Gap> {
  const [state] = await tx.$queryRaw<{ head: bigint; oldest: bigint | null; recent: bigint | null }[]>`
    select coalesce((select position from event_heads where tenant_id = ${tx.tenantId}::uuid), 0) as head,
      (select min(position) from logged_events where tenant_id = ${tx.tenantId}::uuid) as oldest,
      (select min(position) - 1 from logged_events
       where tenant_id = ${tx.tenantId}::uuid and created_at > now() - interval '10 seconds') as recent`
  const { head, oldest, recent } = state!
  const from = after === undefined ? (recent ?? head) : BigInt(after)
  const position = String(head)
  if (from > head || from + 1n < (oldest ?? head + 1n) || head - from > GAP_SCAN_MAX)
    return { position, refresh: true, events: [] }
  const events = await tx.$queryRaw<PublishedEvent[]>`
    select position::text, topics, name, payload from logged_events
    where tenant_id = ${tx.tenantId}::uuid and position > ${from}::bigint and position <= ${head}::bigint
      and topics && ${topics}::text[]
    order by logged_events.position limit ${limit + 1}::int`
  return events.length > limit ? { position, refresh: true, events: [] } : { position, refresh: false, events }
}

/** Forgets the tenant's events that are older than the log's time. Only souk_relay may remove them. */
export function purgeEventLog(pool: TenantPool, tenantId: string): Promise<number> {
  return inTenantAsRelay(pool, tenantId, async (client) => {
    const { rowCount } = await client.query(
      'delete from logged_events where tenant_id = $1 and created_at < now() - make_interval(hours => $2)',
      [tenantId, EVENT_LOG_HOURS],
    )
    return rowCount ?? 0
  })
}
