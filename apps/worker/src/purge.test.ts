import { existsSync } from 'node:fs'
import { filePath, writeWhole } from '@souk/api/basics'
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

const run = () => {
  const { db, auth, filesDir } = shops
  return purge({ db, auth, filesDir, relay, log: pino({ level: 'silent' }) })
}

test('the file of an export that has expired goes, its row says so, and one that has not can still be had', async () => {
  const { tenant } = shops.acme
  const files = new Map<string, string>()
  for (const hours of [-1, 1]) {
    const fileId = crypto.randomUUID()
    const path = filePath(shops.filesDir, tenant.id, fileId)
    await writeWhole(path, Buffer.from('a'))
    files.set(fileId, path)
    await superuser.query(
      `insert into exports (tenant_id, list, permission, format, filename, status, file_id, expires_at)
       values ($1, 'products', 'catalog:read', 'csv', 'a.csv', 'done', $2, now() + $3 * interval '1 hour')`,
      [tenant.id, fileId, hours],
    )
  }
  expect(await run()).toMatchObject({ exports: 1 })
  expect([...files.values()].map((path) => existsSync(path))).toEqual([false, true])
  const { rows } = await superuser.query('select status from exports where tenant_id = $1 order by expires_at', [
    tenant.id,
  ])
  expect(rows).toEqual([{ status: 'expired' }, { status: 'done' }])
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
  const removed = await run()
  expect(removed).toEqual({ events: 4, keys: 4, products: 0, exports: 0 })
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
  expect(await run()).toMatchObject({ products: 1 })
  expect(await run()).toMatchObject({ products: 0 })
  await expect(products.untrash({ productId: old })).rejects.toMatchObject({ message: 'This product does not exist.' })
  await expect(products.byId({ productId: old })).rejects.toMatchObject({ message: 'This product does not exist.' })
  await products.untrash({ productId: young })
  expect(await products.create({ title: 'Old', priceMinor: 1n })).toMatchObject({ handle: 'old' })
})
