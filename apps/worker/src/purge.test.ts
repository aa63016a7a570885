import { openTestShops, type TestShops } from '@souk/api/testing'
import { createAuthPool, createRelayPool } from '@souk/db'
import pino from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { purge } from './purge.ts'

let shops: TestShops
let superuser: ReturnType<typeof createAuthPool>
let relay: ReturnType<typeof createRelayPool>

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  superuser = createAuthPool(shops.database.urls.super)
  relay = createRelayPool(shops.database.urls.relay)
})
afterAll(async () => {
  await Promise.all([superuser.end(), relay.end()])
  await shops.close()
})

test('of every shop, events and first answers older than 72 hours go, and younger ones stay', async () => {
  for (const { tenant } of [shops.acme, shops.globex]) {
    await superuser.query(
      `insert into logged_events (tenant_id, position, name, payload, created_at)
       select $1, 1000 + n, 'x', '{}', now() - n * interval '71 hours' from generate_series(1, 3) n`,
      [tenant.id],
    )
    await superuser.query(
      `insert into idempotency_keys (tenant_id, scope, key, request_hash, created_at)
       select $1, 'x', n::text, 'x', now() - n * interval '71 hours' from generate_series(1, 3) n`,
      [tenant.id],
    )
  }
  const removed = await purge({ db: shops.db, auth: shops.auth, relay, log: pino({ level: 'silent' }) })
  expect(removed).toEqual({ events: 4, keys: 4, products: 0 })
  const left = await superuser.query('select key from idempotency_keys where scope = $1', ['x'])
  expect(left.rows).toEqual([{ key: '1' }, { key: '1' }])
})

test('what lay in the trash for thirty days cannot be brought back and frees its address; younger things and the neighbour stay', async () => {
  const { products } = (await shops.acme.as({ role: 'owner' })).catalog
  const make = async (title: string) => (await products.create({ title, priceMinor: 1n })).productId
  const [old, young] = [await make('Old'), await make('Young')]
  for (const productId of [old, young]) await products.trash({ productId })
  const age = 'update products set trashed_at = now() - $2::interval where id = $1'
  await superuser.query(age, [old, '31 days'])
  await superuser.query(age, [young, '29 days'])
  const options = { db: shops.db, auth: shops.auth, relay, log: pino({ level: 'silent' }) }
  expect(await purge(options)).toMatchObject({ products: 1 })
  expect(await purge(options)).toMatchObject({ products: 0 })
  await expect(products.untrash({ productId: old })).rejects.toMatchObject({ message: 'This product does not exist.' })
  await expect(products.byId({ productId: old })).rejects.toMatchObject({ message: 'This product does not exist.' })
  await products.untrash({ productId: young })
  expect(await products.create({ title: 'Old', priceMinor: 1n })).toMatchObject({ handle: 'old' })
})
