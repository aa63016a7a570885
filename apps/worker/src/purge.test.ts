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
  expect(removed).toEqual({ events: 4, keys: 4 })
  const left = await superuser.query('select key from idempotency_keys where scope = $1', ['x'])
  expect(left.rows).toEqual([{ key: '1' }, { key: '1' }])
})
