import { setTimeout as pause } from 'node:timers/promises'
import { createAuthPool, readEventHead } from '@souk/db'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Realtime } from './realtime.ts'
import { numbersOf, openStage, tellOrder, tellStock, until, type Stage, type TestClient } from './testing.ts'

let stage: Stage
let realtime: Realtime

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
})
afterAll(() => stage.close())

const staffOf = async (shop: 'acme' | 'globex' = 'acme', role = 'owner') =>
  stage.connect(realtime, await stage.headers(stage.shops[shop], role))
const place = (number: string, shop: 'acme' | 'globex' = 'acme') =>
  stage.shops[shop].inTenant(async (tx) => tellOrder(tx, crypto.randomUUID(), number))
const joined = async (client: TestClient, topics: string[], after?: string) => {
  const answer = await client.subscribe(topics, after === undefined ? {} : { after })
  if (!answer.ok) throw new Error(answer.error)
  return answer
}
const hears = (client: TestClient, numbers: string[]) =>
  until(() => JSON.stringify(numbersOf(client).slice(-numbers.length)) === JSON.stringify(numbers))

test('a committed change reaches a listening screen of its shop in well under a second, and no screen of the neighbour', async () => {
  const [here, neighbour] = [await staffOf(), await staffOf('globex')]
  await joined(here, ['orders'])
  await joined(neighbour, ['orders'])
  const started = performance.now()
  await place('fast')
  await hears(here, ['fast'])
  expect(performance.now() - started).toBeLessThan(500)
  await pause(150)
  expect(numbersOf(neighbour)).toEqual([])
})

test('what a transaction that fails wanted to tell is never heard', async () => {
  const client = await staffOf()
  await joined(client, ['orders'])
  const failing = stage.shops.acme.inTenant(async (tx) => {
    tellOrder(tx, crypto.randomUUID(), 'never')
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await place('after it')
  await hears(client, ['after it'])
  expect(numbersOf(client)).not.toContain('never')
})

test('a client that was away gets exactly what it missed, in order, before anything newer (R01)', async () => {
  const first = await staffOf()
  const { position } = await joined(first, ['orders'])
  first.close()
  for (const number of ['a', 'b', 'c']) await place(number)
  await until(async () => (await positionOf()) >= BigInt(position) + 3n)
  const again = await staffOf()
  const answer = await joined(again, ['orders'], position)
  expect(numbersOf(again)).toEqual(['a', 'b', 'c'])
  expect(answer).toMatchObject({ refresh: false, refused: [] })
  await place('d')
  await hears(again, ['a', 'b', 'c', 'd'])
})

test('a screen that comes and goes while sixteen writers work hears every event, none out of order', async () => {
  let after = (await joined(await staffOf(), ['orders'])).position
  const heard: bigint[] = []
  const writing = Promise.all(
    Array.from({ length: 16 }, async (_, w) => {
      for (let n = 0; n < 12; n++) await place(`${w}-${n}`)
    }),
  )
  const from = BigInt(after)
  while (heard.length < 192) {
    const client = await staffOf()
    client.socket.on('beat', ({ resume }) => (after = String(max(BigInt(after), BigInt(resume)))))
    await joined(client, ['orders'], after)
    await pause(120)
    const got = client.events.map(({ position }) => BigInt(position))
    const fresh = got.filter((position, n) => got.indexOf(position) === n)
    expect(fresh).toEqual(fresh.toSorted((a, b) => Number(a - b)))
    heard.push(...fresh.filter((position) => !heard.includes(position)))
    after = String(client.events.reduce((at, { resume }) => max(at, BigInt(resume ?? 0)), BigInt(after)))
    client.close()
  }
  await writing
  expect(heard).toEqual(Array.from({ length: 192 }, (_, n) => from + BigInt(n) + 1n))
})

test('a page is sent what happened between its load and its join, though it names no position', async () => {
  await place('meanwhile')
  await until(async () => (await positionOf()) > 0n)
  await pause(200)
  const client = await staffOf()
  await joined(client, ['orders'])
  expect(numbersOf(client)).toContain('meanwhile')
})

test('who was away too long is told to load everything afresh, and goes on from there (R02)', async () => {
  await stage.shops.acme.inTenant(async (tx) => {
    for (let n = 0; n < 501; n++) tellOrder(tx, crypto.randomUUID(), `bulk ${n}`)
  })
  const before = await positionOf()
  await until(async () => (await positionOf()) >= before + 1n)
  await pause(300)
  const client = await staffOf()
  const answer = await joined(client, ['orders'], '1')
  expect(answer).toMatchObject({ refresh: true })
  expect(client.events).toEqual([])
  await place('next')
  await hears(client, ['next'])
})

test('a burst about one thing is conflated: few are sent, the last always arrives, and no other event waits for it', async () => {
  const client = await staffOf()
  await joined(client, ['stock', 'orders'])
  client.events.length = 0
  const variantId = crypto.randomUUID()
  for (let left = 60; left >= 0; left--)
    await stage.shops.acme.inTenant(async (tx) => {
      tellStock(tx, variantId, left)
      if (left === 30) tellOrder(tx, crypto.randomUUID(), 'not held back')
    })
  const stock = () => client.events.filter(({ name }) => name === 'stock.changed')
  const left = () => stock().map(({ payload }) => (payload as { available: number }).available)
  await until(() => left().at(-1) === 0)
  expect(left().length).toBeLessThan(30)
  expect(left()).toEqual(left().toSorted((a, b) => b - a))
  expect(numbersOf(client)).toContain('not held back')
})

test('an event that no one told of is found in the log: a relay may die between its commit and its word', async () => {
  const client = await staffOf()
  await joined(client, ['orders'])
  const { urls } = stage.shops.database
  const superuser = createAuthPool(urls.super)
  await superuser.query(
    `with head as (update event_heads set position = position + 1 where tenant_id = $1 returning position)
     insert into logged_events (tenant_id, position, topics, name, payload)
     select $1, position, '{orders}', 'order.placed', '{"number": "untold"}' from head`,
    [stage.shops.acme.tenant.id],
  )
  await superuser.end()
  await hears(client, ['untold'])
})

test("the clock that is told is the database's", async () => {
  const { nowMs } = await (await staffOf()).socket.timeout(1_000).emitWithAck('clock')
  expect(Math.abs(nowMs - Date.now())).toBeLessThan(500)
})

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
async function positionOf(): Promise<bigint> {
  return BigInt(await stage.shops.acme.inTenant(readEventHead))
}
