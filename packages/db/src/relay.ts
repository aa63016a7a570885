import { setTimeout as pause } from 'node:timers/promises'
import type { PublishedEvent } from '@souk/events'
import pg from 'pg'
import { createBell } from './bell.ts'
import { listenForWork } from './listen.ts'
import { LeaseLost, numberEvents } from './number-events.ts'
import { dropLease, takeLease, type Lease } from './relay-lease.ts'
import { createRelayPool } from './relay-tenant.ts'

export type RelayOptions = {
  relayUrl: string
  /** Names this process in the lease. */
  holder: string
  /** Called after the commit, tenant by tenant, in the order of positions. */
  publish: (tenantId: string, events: PublishedEvent[]) => void
  onFault?: (error: unknown) => void
  leaseMs?: number
  renewMs?: number
  pollMs?: number
  /** How many events of one tenant are numbered before the next tenant has its turn. */
  batchMax?: number
}

export type Relay = { isHolder: () => boolean; stop: () => Promise<void> }

/** Drains the outbox of all tenants while this process holds the lease, and stands by while another does. */
export function startRelay(options: RelayOptions): Relay {
  const { leaseMs = 2_500, renewMs = 1_000, pollMs = 100, batchMax = 500 } = options
  const fault = options.onFault ?? (() => {})
  const finding = openFinding(options.relayUrl)
  const numbering = createRelayPool(options.relayUrl)
  const ending = new AbortController()
  const bell = createBell()
  let lease: Lease | null = null

  const keepLease = async () => {
    while (!ending.signal.aborted) {
      lease = await takeLease(finding, options.holder, leaseMs).catch((error: unknown) => (fault(error), null))
      await pause(lease ? renewMs : renewMs / 4, undefined, { signal: ending.signal }).catch(() => {})
    }
  }
  /** One bounded batch a tenant and round: a tenant's burst delays the others by one batch, not by its length. */
  const round = async (held: Lease) => {
    const { rows } = await finding.query<{ tenantId: string }>(
      'select distinct tenant_id as "tenantId" from outbox_events',
    )
    let moved = 0
    for (const { tenantId } of rows) {
      const events = await numberEvents(numbering, held, tenantId, batchMax).catch(skipTenant)
      if (events.length > 0) options.publish(tenantId, events)
      moved += events.length
    }
    return moved
  }
  /** What is wrong with one tenant's events does not stop the others'. */
  const skipTenant = (error: unknown): PublishedEvent[] => {
    if (error instanceof LeaseLost) throw error
    fault(error)
    return []
  }
  const drain = async () => {
    while (!ending.signal.aborted) {
      const moved = lease ? await round(lease).catch(giveUpRound) : 0
      if (moved === 0) await bell.sleep(pollMs)
    }
  }
  const giveUpRound = (error: unknown) => {
    if (error instanceof LeaseLost) lease = null
    else fault(error)
    return 0
  }

  const listener = listenForWork(options.relayUrl, bell.ring)
  const running = Promise.all([keepLease(), drain()])
  return {
    isHolder: () => lease !== null,
    stop: async () => {
      ending.abort()
      bell.ring()
      await running
      if (lease) await dropLease(finding, lease).catch(fault)
      await Promise.all([listener.close(), finding.end(), numbering.end()])
    },
  }
}

/** What looks for tenants with work and keeps the lease; a line that went silent is given up, or no one would take over. */
function openFinding(relayUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: relayUrl,
    max: 2,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    keepAlive: true,
  })
  pool.on('error', () => {})
  return pool
}
