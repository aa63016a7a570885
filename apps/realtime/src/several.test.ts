import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createAuthPool } from '@souk/db'
import { freePort } from '@souk/db/embedded'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { numbersOf, openStage, tellOrder, until, type Stage, type TestClient } from './testing.ts'

const redis = inject('redis')
const nodeBin = resolve(import.meta.dirname, '../../../node_modules/.bin/node')
let stage: Stage
let superuser: ReturnType<typeof createAuthPool>
const children: ChildProcess[] = []

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  superuser = createAuthPool(stage.shops.database.urls.super)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await superuser.end()
  await stage.close()
})

const place = (number: string, shop: 'acme' | 'globex' = 'acme') =>
  stage.shops[shop].inTenant(async (tx) => tellOrder(tx, crypto.randomUUID(), number))
const listen = async (realtime: { port: number }, shop: 'acme' | 'globex' = 'acme') => {
  const client = await stage.connect(realtime, await stage.headers(stage.shops[shop], 'owner'))
  expect(await client.subscribe(['orders'])).toMatchObject({ ok: true, joined: ['orders'] })
  client.events.length = 0
  return client
}
const hears = (client: TestClient, number: string, withinMs = 6_000) =>
  until(() => numbersOf(client).includes(number), withinMs)

/** The service as it is run, in a process of its own. */
async function run(): Promise<{ port: number; child: ChildProcess }> {
  const { urls } = stage.shops.database
  const port = await freePort()
  const env = { DATABASE_URL: urls.app, AUTH_DATABASE_URL: urls.auth, RELAY_DATABASE_URL: urls.relay }
  const child = spawn(nodeBin, [resolve(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, ...env, REALTIME_PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', REDIS_URL: '' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  children.push(child)
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await until(ready, 15_000)
  return { port, child }
}

test('when the process that numbers is killed another takes over within seconds, and nothing is lost or doubled (R16)', async () => {
  const [first, second] = [await run(), await run()]
  const { rows } = await superuser.query<{ holder: string }>('select holder from relay_leases')
  const killed = rows[0]!.holder.startsWith(`${first.child.pid}-`) ? first : second
  const left = killed === first ? second : first
  const client = await listen(left)
  await place('before')
  await hears(client, 'before')
  killed.child.kill('SIGKILL')
  const started = performance.now()
  const numbers = Array.from({ length: 20 }, (_, n) => `n${n}`)
  for (const number of numbers) await place(number)
  await hears(client, 'n19')
  expect(performance.now() - started).toBeLessThan(4_000)
  expect(numbersOf(client)).toEqual(['before', ...numbers])
  const positions = client.events.map(({ position }) => Number(position))
  expect(positions).toEqual(positions.map((_, n) => positions[0]! + n))
  expect((await superuser.query('select 1 from outbox_events')).rowCount).toBe(0)

  left.child.kill('SIGTERM')
  const [code] = (await once(left.child, 'exit')) as [number]
  expect(code).toBe(0)
  expect(client.said).toContain('restart')
})

test('a database that cuts every connection is outlived: the process goes on where it was (D02)', async () => {
  const { port, child } = await run()
  const client = await listen({ port })
  for (let n = 0; n < 3; n++) {
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename in ('souk_app', 'souk_auth', 'souk_relay')`,
    )
    await pause(200)
  }
  await until(() =>
    place('after the cut').then(
      () => true,
      () => false,
    ),
  )
  await hears(client, 'after the cut')
  expect(child.exitCode).toBeNull()
  expect(client.said).toEqual([])
  child.kill('SIGTERM')
  await once(child, 'exit')
})

test.skipIf(!redis.path)(
  `two processes share what is numbered through Redis, and do without it when it is away${redis.reason ? ` (skipped: ${redis.reason})` : ''}`,
  async () => {
    const port = await freePort()
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    const server = () => {
      const child = spawn(redis.path!, args, { stdio: 'ignore' })
      children.push(child)
      return child
    }
    const started = server()
    const redisUrl = `redis://127.0.0.1:${port}`
    const processes = [await stage.start({ redisUrl }), await stage.start({ redisUrl })]
    await until(() => processes.some((one) => one.isRelay()))
    await pause(500)
    const clients = [await listen(processes[0]!), await listen(processes[1]!)]
    const neighbour = await listen(processes[1]!, 'globex')
    for (const number of ['r1', 'r2', 'r3']) {
      await place(number)
      // Sooner than a process would look into the log by itself.
      await Promise.all(clients.map((client) => hears(client, number, 1_000)))
    }
    started.kill('SIGKILL')
    await once(started, 'exit')
    await place('without Redis')
    await Promise.all(clients.map((client) => hears(client, 'without Redis')))
    server()
    await pause(1_500)
    await place('with Redis again')
    await Promise.all(clients.map((client) => hears(client, 'with Redis again')))
    const all = ['r1', 'r2', 'r3', 'without Redis', 'with Redis again']
    for (const client of clients) expect(numbersOf(client)).toEqual(all)
    expect(neighbour.events).toEqual([])
  },
)
