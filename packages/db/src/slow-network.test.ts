import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { createDb, sqlStateOf, type Db, type TenantTx } from './index.ts'
import { cloneDatabase, type TestDatabase } from './testing.ts'

// A bad line between us and the database: a proxy that knows where BEGIN and COMMIT pass, and delays, swallows or cuts.

const acme = '01900000-0000-7000-8000-0000000000aa'
const globex = '01900000-0000-7000-8000-0000000000bb'

type Fault = { at: string; how: 'delay' | 'swallow' | 'cut' | 'cut-after'; ms?: number }

let database: TestDatabase
let superuser: pg.Client
let proxy: Server
let fault: Fault | undefined
let db: Db
const links = new Set<Socket>()
const unhandled: unknown[] = []
const onUnhandled = (error: unknown) => void unhandled.push(error)

/** Passes bytes on in both directions; the first message that holds `fault.at` sets the fault off, once. */
function between(client: Socket, port: number): void {
  const server = connect(port, '127.0.0.1')
  let answersAt = 0
  let cutting = false
  for (const socket of [client, server]) {
    links.add(socket)
    socket.on('error', () => {}).on('close', () => (client.destroy(), server.destroy(), links.delete(socket)))
  }
  client.on('data', (bytes) => {
    const hit = fault && bytes.includes(fault.at) ? fault : undefined
    if (hit) fault = undefined
    if (hit?.how === 'cut') return void client.destroy()
    if (hit?.how === 'delay') answersAt = Date.now() + hit.ms!
    if (hit?.how === 'swallow') answersAt = Infinity
    if (hit?.how === 'cut-after') cutting = true
    server.write(bytes)
  })
  server.on('data', async (bytes) => {
    if (answersAt === Infinity) return
    if (cutting) return void client.destroy()
    if (answersAt > Date.now()) await pause(answersAt - Date.now())
    client.write(bytes)
  })
}

const addRole = (tx: TenantTx, key: string) =>
  tx.$executeRaw`insert into roles (tenant_id, key, name, permissions) values (${tx.tenantId}::uuid, ${key}, ${key}, '{}')`
const roleKeys = async (tx: TenantTx) =>
  (await tx.$queryRaw<{ key: string }[]>`select key from roles order by key`).map(({ key }) => key)

/** States of the backends that serve souk_app here. */
async function states(): Promise<string[]> {
  const { rows } = await superuser.query<{ state: string }>(
    "select state from pg_stat_activity where usename = 'souk_app' and datname = current_database() order by 1",
  )
  return rows.map(({ state }) => state)
}

async function expectClean(): Promise<void> {
  await expect.poll(states, { timeout: 5_000, interval: 50 }).not.toContain('idle in transaction')
  const seen = await Promise.all(Array.from({ length: 12 }, (_, i) => db.inTenant(i % 2 ? acme : globex, roleKeys)))
  expect(seen).toEqual(seen.map((_, i) => (i % 2 ? ['acme-only'] : ['globex-only'])))
  expect(unhandled).toEqual([])
}

beforeAll(async () => {
  // Straight to PostgreSQL: the fault is in the line itself, and the states looked at are those of its backends.
  const { poolerPort: _, ...direct } = inject('postgres')
  database = await cloneDatabase(direct)
  superuser = new pg.Client({ connectionString: database.urls.super })
  await superuser.connect()
  const target = new URL(database.urls.app)
  proxy = createServer((client) => between(client, Number(target.port))).listen(0, '127.0.0.1')
  process.on('unhandledRejection', onUnhandled)
  const unfaulted = createDb(database.urls.app)
  await unfaulted.inTenant(acme, (tx) => addRole(tx, 'acme-only'))
  await unfaulted.inTenant(globex, (tx) => addRole(tx, 'globex-only'))
  await unfaulted.close()
})
/** Through the proxy, with limits short enough to be hit. */
function openDb(limits: { answerMs?: number } = {}): Db {
  const url = new URL(database.urls.app)
  url.port = String((proxy.address() as AddressInfo).port)
  return createDb(url.href, { poolMax: 2, limits: { startMs: 1_000, totalMs: 1_500, answerMs: 2_000, ...limits } })
}
beforeEach(() => void (db = openDb()))
afterEach(async () => {
  fault = undefined
  await db.close()
})
afterAll(async () => {
  for (const socket of links) socket.destroy()
  proxy.close()
  await superuser.end()
  await database.drop()
  process.off('unhandledRejection', onUnhandled)
})

test('the answer to BEGIN comes three seconds late: the caller is told in time, nobody inherits the transaction (T18)', async () => {
  await db.close()
  db = openDb({ answerMs: 10_000 })
  await db.inTenant(globex, roleKeys)
  fault = { at: 'begin; set local', how: 'delay', ms: 3_000 }
  const started = performance.now()
  let ran = false
  const late = db.inTenant(acme, async () => void (ran = true))
  await expect(late).rejects.toSatisfy((error) => sqlStateOf(error) === 'P2028')
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
  await pause(2_500)
  expect(ran).toBe(false)
  await expectClean()
})

test('answers to BEGIN that never come do not use the pool up (T18)', async () => {
  for (let lost = 0; lost < 3; lost++) {
    fault = { at: 'begin; set local', how: 'swallow' }
    await expect(db.inTenant(acme, roleKeys)).rejects.toThrow()
    await pause(1_200)
  }
  await expectClean()
  await expect.poll(async () => (await states()).length).toBeLessThanOrEqual(2)
})

test('an answer lost inside a transaction ends it: rolled back, the connection closed (T18)', async () => {
  const lost = db.inTenant(acme, async (tx) => {
    await addRole(tx, 'half')
    fault = { at: 'select key from roles', how: 'swallow' }
    await roleKeys(tx)
  })
  await expect(lost).rejects.toThrow()
  await expectClean()
})

test('work that outlives its transaction is refused its writes, and the connection goes back clean (T18)', async () => {
  const slow = db.inTenant(acme, async (tx) => {
    await addRole(tx, 'half')
    await pause(1_800)
    await addRole(tx, 'too-late')
  })
  await expect(slow).rejects.toSatisfy((error) => sqlStateOf(error) === 'P2028')
  await expectClean()
})

test('a line cut before COMMIT reaches the server leaves nothing written (T18, T19)', async () => {
  const cut = db.inTenant(acme, async (tx) => {
    await addRole(tx, 'half')
    fault = { at: 'COMMIT', how: 'cut' }
  })
  await expect(cut).rejects.toThrow()
  await expectClean()
})

test('a line cut before the answer to COMMIT is told as an error and tried once: the write may stand (T19)', async () => {
  let tries = 0
  const cut = db.inTenant(acme, async (tx) => {
    tries++
    await addRole(tx, 'stands')
    fault = { at: 'COMMIT', how: 'cut-after' }
  })
  await expect(cut).rejects.toThrow()
  expect(tries).toBe(1)
  await db.inTenant(acme, async (tx) => {
    expect(await roleKeys(tx)).toEqual(['acme-only', 'stands'])
    await tx.$executeRaw`delete from roles where tenant_id = ${tx.tenantId}::uuid and key = 'stands'`
  })
  await expectClean()
})
