import { setTimeout as pause } from 'node:timers/promises'
import type { Event } from '@souk/events'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient, type Prisma } from './generated/prisma/client.ts'
import { openingTenant, checkTenantId, TenantPool } from './tenant-pool.ts'
import { writeOutbox } from './outbox.ts'

/** A transaction that can only see and change the rows of one tenant. `events` leave with it, when it commits. */
export type TenantTx = Prisma.TransactionClient & { readonly tenantId: string; readonly events: Event[] }

export type InTenant = <T>(tenantId: string, work: (tx: TenantTx) => Promise<T>) => Promise<T>

export type DbOptions = { poolMax?: number; onEmitted?: () => void; limits?: Partial<typeof LIMITS> }

export type Db = { inTenant: InTenant; close: () => Promise<void> }

/**
 * How long a transaction may wait for its connection and BEGIN, take in all, and wait for one answer. The last is longer
 * than the server's own limit on a statement, so it strikes only when the answer got lost; it gives the connection up.
 */
const LIMITS = { startMs: 10_000, totalMs: 15_000, answerMs: 20_000 }

/** How often a transaction that lost against a concurrent one (serialisation failure, deadlock) is tried in all. */
const ATTEMPTS_MAX = 4

/**
 * Opens the door to the tenants' data as role souk_app. Nothing is asked for while connecting: the role itself is set to
 * UTC (which Prisma takes for granted), and PgBouncer would refuse a client that brings options of its own.
 * @param onEmitted called after a commit that left events, so that the relay can be woken.
 */
export function createDb(databaseUrl: string, options: DbOptions = {}): Db {
  const limits = { ...LIMITS, ...options.limits }
  const pool = new TenantPool({
    connectionString: databaseUrl,
    max: options.poolMax ?? 10,
    connectionTimeoutMillis: limits.startMs,
    query_timeout: limits.answerMs,
    keepAlive: true,
  })
  // An idle connection that the server ends (restart, fail-over) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { onConnectionError: () => {} }) })

  const once = <T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    openingTenant.run(checkTenantId(tenantId), async () => {
      const events: Event[] = []
      const run = async (client: Prisma.TransactionClient) => {
        const tx = asTenantTx(client, tenantId, events)
        const result = await openingTenant.exit(() => work(tx))
        if (events.length > 0) await writeOutbox(tx, events)
        return result
      }
      const result = await prisma.$transaction(run, { maxWait: limits.startMs, timeout: limits.totalMs })
      if (events.length > 0) options.onEmitted?.()
      return result
    })

  const inTenant: InTenant = async (tenantId, work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(tenantId, work)
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isLostRace(error)) throw error
        await pause(Math.random() * 20 * attempt)
      }
    }
  }
  return {
    inTenant,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

function asTenantTx(client: Prisma.TransactionClient, tenantId: string, events: Event[]): TenantTx {
  const own: Record<string | symbol, unknown> = { tenantId, events }
  return new Proxy(client, {
    get: (target, key) => (Object.hasOwn(own, key) ? own[key] : Reflect.get(target, key)),
  }) as TenantTx
}

/** The SQLSTATE that Postgres gave, wherever Prisma put it. */
export function sqlStateOf(error: unknown): string | undefined {
  const e = error as { code?: string; meta?: { code?: string; driverAdapterError?: { cause?: Cause } }; cause?: Cause }
  return e?.meta?.driverAdapterError?.cause?.originalCode ?? e?.cause?.originalCode ?? e?.meta?.code ?? e?.code
}
type Cause = { originalCode?: string }

const isLostRace = (error: unknown): boolean => ['40001', '40P01', 'P2034'].includes(sqlStateOf(error) ?? '')
