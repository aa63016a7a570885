import type { Event } from '@souk/events'
import pg from 'pg'
import type { TenantTx } from './in-tenant.ts'

/** The channel that wakes the relay; it carries no payload. */
export const OUTBOX_CHANNEL = 'souk_outbox'

/** Leaves an event with the transaction: it is published if, and only if, the transaction commits. */
export function emit(tx: TenantTx, ...events: Event[]): void {
  tx.events.push(...events)
}

/** One statement for all events of a transaction, written last so that they hold no lock while it works. */
export async function writeOutbox(tx: TenantTx, events: Event[]): Promise<void> {
  const rows = JSON.stringify(events.map(({ topics, name, payload }) => ({ topics, name, payload })))
  await tx.$executeRaw`
    insert into outbox_events (tenant_id, topics, name, payload)
    select ${tx.tenantId}::uuid, array(select jsonb_array_elements_text(event -> 'topics')), event ->> 'name', event -> 'payload'
    from jsonb_array_elements(${rows}::jsonb) with ordinality as e(event, position) order by position`
}

/**
 * Wakes the relay after a commit, at most once in a few milliseconds, on a connection of its own: a NOTIFY inside the
 * writing transaction would take a database-wide lock at commit. A lost wake-up costs nothing but the relay's poll.
 */
export function createWaker(databaseUrl: string, everyMs = 4): { wake: () => void; close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, idleTimeoutMillis: 60_000 })
  pool.on('error', () => {})
  let timer: NodeJS.Timeout | undefined
  const send = () => {
    timer = undefined
    pool.query(`notify ${OUTBOX_CHANNEL}`).catch(() => {})
  }
  return { wake: () => void (timer ??= setTimeout(send, everyMs)), close: () => (clearTimeout(timer), pool.end()) }
}
