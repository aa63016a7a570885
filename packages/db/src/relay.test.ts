import { setTimeout as pause } from 'node:timers/promises'
import type { PublishedEvent } from '@souk/events'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { purgeEventLog, readGap } from './event-log.ts'
import { createDb, type Db } from './in-tenant.ts'
import { LeaseLost, numberEvents } from './number-events.ts'
import { emit } from './outbox.ts'
import { takeLease } from './relay-lease.ts'
import { createRelayPool } from './relay-tenant.ts'
import { startRelay, type Relay, type RelayOptions } from './relay.ts'
import type { TenantPool } from './tenant-pool.ts'
import { cloneDatabase, type TestDatabase } from './testing.ts'

const acme = '01900000-0000-7000-8000-0000000000aa'
const globex = '01900000-0000-7000-8000-0000000000bb'
let database: TestDatabase
let db: Db
let pool: TenantPool
let superuser: pg.Pool
let relays: Relay[] = []

beforeAll(async () => {
  database = await cloneDatabase(inject('postgres'))
  db = createDb(database.urls.app, { poolMax: 16 })
  pool = createRelayPool(database.urls.relay)
  superuser = new pg.Pool({ connectionString: database.urls.super, max: 2 })
})
afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()))
  relays = []
  await superuser.query('truncate outbox_events, logged_events, event_heads, relay_leases')
})
afterAll(async () => {
  await Promise.all([db.close(), pool.end(), superuser.end()])
  await database.drop()
})

const relayTo = (published: Record<string, PublishedEvent[]>, more: Partial<RelayOptions> = {}) => {
  const relay = startRelay({
    relayUrl: database.urls.relay,
    holder: crypto.randomUUID(),
    publish: (tenantId, events) => void (published[tenantId] ??= []).push(...events),
    ...more,
  })
  relays.push(relay)
  return relay
}
const place = (tenantId: string, number: string, topics = ['orders']) =>
  db.inTenant(tenantId, async (tx) =>
    emit(tx, { name: 'order.placed', topics, payload: { orderId: crypto.randomUUID(), number } }),
  )
const logOf = async (tenantId: string) => {
  const sql = `select position::int, payload ->> 'number' as number from logged_events where tenant_id = $1 order by 1`
  return (await superuser.query<{ position: number; number: string }>(sql, [tenantId])).rows
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const numbersOf = (events: PublishedEvent[] = []) => events.map((one) => (one.payload as { number: string }).number)

const writer = async (tenantId: string, name: number) => {
  for (let n = 0; n < 25; n++) await place(tenantId, `${name}-${n}`)
}
const gapOf = (after: string | undefined, limit = 10) =>
  db.inTenant(acme, (tx) => readGap(tx, ['orders'], after, limit))

test('sixteen writers at once: every event is numbered once, without a gap, and published in that order (M24)', async () => {
  const published: Record<string, PublishedEvent[]> = {}
  relayTo(published)
  relayTo(published)
  await Promise.all(upTo(16).map((name) => writer(name % 2 ? acme : globex, name)))
  for (const tenantId of [acme, globex]) {
    await vi.waitFor(async () => expect(await logOf(tenantId)).toHaveLength(200), 5_000)
    const log = await logOf(tenantId)
    expect(log.map(({ position }) => position)).toEqual(upTo(200))
    expect(new Set(log.map(({ number }) => number)).size).toBe(200)
    await vi.waitFor(() => expect(published[tenantId]?.map(({ position }) => Number(position))).toEqual(upTo(200)))
    expect(numbersOf(published[tenantId])).toEqual(log.map(({ number }) => number))
    const own = log.filter(({ number }) => number.startsWith(tenantId === acme ? '1-' : '2-'))
    expect(own.map(({ number }) => Number(number.split('-')[1]))).toEqual(upTo(25).map((n) => n - 1))
  }
  expect((await superuser.query('select 1 from outbox_events')).rowCount).toBe(0)
})

test('a transaction that ends late is numbered late and not lost', async () => {
  const published: Record<string, PublishedEvent[]> = {}
  relayTo(published)
  const late = superuser.connect()
  const client = await late
  await client.query('begin')
  await client.query(
    `insert into outbox_events (tenant_id, topics, name, payload) values ($1, '{orders}', 'order.placed', '{"number":"late"}')`,
    [acme],
  )
  await place(acme, 'early')
  await vi.waitFor(() => expect(numbersOf(published[acme])).toEqual(['early']))
  await client.query('commit')
  client.release()
  await vi.waitFor(() => expect(numbersOf(published[acme])).toEqual(['early', 'late']))
})

test('a relay that lost its lease can number nothing, however late it wakes', async () => {
  const old = await takeLease(superuser, 'old', 50)
  await place(acme, '1')
  expect(await takeLease(superuser, 'new', 50)).toBeNull()
  await pause(80)
  const next = await takeLease(superuser, 'new', 5_000)
  expect(Number(next!.fence)).toBe(Number(old!.fence) + 1)
  await expect(numberEvents(pool, old!, acme, 10)).rejects.toThrow(LeaseLost)
  expect(await logOf(acme)).toEqual([])
  expect(await numberEvents(pool, next!, acme, 10)).toHaveLength(1)
})

test('a lease that ran out is not valid even if no one has taken it', async () => {
  const lease = await takeLease(superuser, 'old', 30)
  await place(acme, '1')
  await pause(60)
  await expect(numberEvents(pool, lease!, acme, 10)).rejects.toThrow(LeaseLost)
})

test('one tenant of a thousand events delays another by one batch', async () => {
  const order: string[] = []
  await Promise.all(
    upTo(10).map((n) =>
      db.inTenant(acme, async (tx) => {
        for (const m of upTo(100))
          emit(tx, {
            name: 'order.placed',
            topics: ['orders'],
            payload: { orderId: crypto.randomUUID(), number: `${n}-${m}` },
          })
      }),
    ),
  )
  await place(globex, 'one')
  relayTo({}, { batchMax: 50, publish: (tenantId) => void order.push(tenantId) })
  await vi.waitFor(() => expect(order).toHaveLength(21), 5_000)
  expect(order.indexOf(globex)).toBeLessThan(2)
})

test('what is wrong with one tenant does not stop the others', async () => {
  await superuser.query(`insert into logged_events (tenant_id, position, name, payload) values ($1, 1, 'x', '{}')`, [
    acme,
  ])
  await place(acme, 'clash')
  await place(globex, 'fine')
  const published: Record<string, PublishedEvent[]> = {}
  const faults: unknown[] = []
  relayTo(published, { onFault: (error) => faults.push(error) })
  await vi.waitFor(() => expect(numbersOf(published[globex])).toEqual(['fine']))
  await vi.waitFor(() => expect(faults.length).toBeGreaterThan(0))
  expect((await superuser.query('select 1 from outbox_events where tenant_id = $1', [acme])).rowCount).toBe(1)
})

test('the gap is what came after a position on the topics asked, of the own tenant', async () => {
  relayTo({})
  for (const n of upTo(3)) await place(acme, String(n), n === 2 ? ['staff'] : ['orders'])
  await place(globex, 'foreign')
  await vi.waitFor(async () => expect((await logOf(acme)).length + (await logOf(globex)).length).toBe(4))
  expect(await gapOf('1')).toMatchObject({ position: '3', refresh: false, events: [{ position: '3' }] })
  expect(numbersOf((await gapOf(undefined)).events)).toEqual(['1', '3'])
  expect(await gapOf('3')).toMatchObject({ refresh: false, events: [] })
  expect(await gapOf('0', 1)).toMatchObject({ refresh: true, events: [] })
  expect(await gapOf('4')).toMatchObject({ refresh: true, events: [] })
})

test('a position older than the log asks for a refresh (R02)', async () => {
  relayTo({})
  for (const n of upTo(3)) await place(acme, String(n))
  await vi.waitFor(async () => expect(await logOf(acme)).toHaveLength(3))
  await superuser.query(`update logged_events set created_at = now() - interval '73 hours' where position <= 2`)
  expect(await purgeEventLog(pool, globex)).toBe(0)
  expect(await purgeEventLog(pool, acme)).toBe(2)
  expect(await gapOf('1')).toMatchObject({ refresh: true, events: [] })
  expect(await gapOf('2')).toMatchObject({ refresh: false, events: [{ position: '3' }] })
})
