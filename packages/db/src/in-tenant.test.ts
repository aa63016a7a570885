import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDb, sqlStateOf, TenantIdMalformed, TenantNotBound, type Db, type TenantTx } from './index.ts'
import { TenantPool } from './tenant-pool.ts'
import { cloneDatabase, type TestDatabase } from './testing.ts'

const acme = '01900000-0000-7000-8000-0000000000aa'
const globex = '01900000-0000-7000-8000-0000000000bb'
let database: TestDatabase
let db: Db

const addRole = (tx: TenantTx, tenantId: string, key: string) =>
  tx.$executeRaw`insert into roles (tenant_id, key, name, permissions) values (${tenantId}::uuid, ${key}, ${key}, '{}')`
const roleKeys = async (tx: TenantTx) =>
  (await tx.$queryRaw<{ key: string }[]>`select key from roles order by key`).map(({ key }) => key)

beforeAll(async () => {
  database = await cloneDatabase(inject('postgres'))
  db = createDb(database.urls.app, { poolMax: 4 })
  await db.inTenant(acme, (tx) => addRole(tx, acme, 'acme-only'))
  await db.inTenant(globex, (tx) => addRole(tx, globex, 'globex-only'))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

test('a transaction sees the rows of its tenant and no others, even when a statement asks for all (T03)', async () => {
  expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
  expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
})

test('a row of the neighbour cannot be written, changed or removed (T03)', async () => {
  const write = db.inTenant(acme, (tx) => addRole(tx, globex, 'stolen'))
  await expect(write).rejects.toSatisfy((error) => sqlStateOf(error) === '42501')
  const changed = await db.inTenant(
    acme,
    (tx) => tx.$executeRaw`update roles set name = 'x' where tenant_id = ${globex}::uuid`,
  )
  const removed = await db.inTenant(acme, (tx) => tx.$executeRaw`delete from roles where tenant_id = ${globex}::uuid`)
  expect([changed, removed]).toEqual([0, 0])
  expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
})

test('a tenant id of any other shape than a lower-case UUID is refused before any SQL (T05)', async () => {
  for (const bad of [
    "' or 1=1",
    '',
    acme.toUpperCase(),
    `${acme}0`,
    `${acme}'`,
    `${acme}\n`,
    'null',
    undefined,
    null,
    7,
  ]) {
    await expect(db.inTenant(bad as string, roleKeys)).rejects.toThrow(TenantIdMalformed)
  }
})

test('nothing leaves without a tenant: a lone statement and an unbound connection are refused (T04)', async () => {
  const pool = new TenantPool({ connectionString: database.urls.app })
  expect(() => pool.query()).toThrow(TenantNotBound)
  await expect(pool.connect()).rejects.toThrow(TenantNotBound)
  await pool.end()
})

test('without a tenant the database itself shows and takes nothing (T04)', async () => {
  const client = new pg.Client({ connectionString: database.urls.app })
  await client.connect()
  expect((await client.query('select * from roles')).rows).toEqual([])
  const insert = client.query("insert into roles (tenant_id, key, name) values ($1, 'x', 'x')", [acme])
  await expect(insert).rejects.toMatchObject({ code: '42501' })
  await client.end()
})

test('what a failed transaction wrote is gone, whether code threw or a statement failed (T15)', async () => {
  const thrown = db.inTenant(acme, async (tx) => {
    await addRole(tx, acme, 'half')
    throw new Error('after the write')
  })
  await expect(thrown).rejects.toThrow('after the write')
  const second = db.inTenant(acme, async (tx) => {
    await addRole(tx, acme, 'half')
    await addRole(tx, acme, 'acme-only')
  })
  await expect(second).rejects.toSatisfy((error) => sqlStateOf(error) === '23505')
  expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
})

test('timers, parallel awaits and generators inside a transaction stay in its tenant, 200 mixed at once (T16)', async () => {
  const look = async (tenantId: string, expected: string) =>
    db.inTenant(tenantId, async (tx) => {
      async function* steps() {
        yield await roleKeys(tx)
        await pause(Math.random() * 5)
        yield await roleKeys(tx)
      }
      for await (const keys of steps()) expect(keys).toEqual([expected])
      const later = new Promise<string[]>((resolve, reject) => setTimeout(() => roleKeys(tx).then(resolve, reject), 1))
      expect(await Promise.all([later, roleKeys(tx)])).toEqual([[expected], [expected]])
    })
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => (i % 2 ? look(acme, 'acme-only') : look(globex, 'globex-only'))),
  )
})

test('a transaction opened inside another stays in its own tenant', async () => {
  await db.inTenant(acme, async (tx) => {
    expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
    expect(await roleKeys(tx)).toEqual(['acme-only'])
  })
})

test('a connection killed in mid-transaction harms nobody else, and the pool heals (D02)', async () => {
  const killed = db.inTenant(acme, async (tx) => {
    await addRole(tx, acme, 'half')
    await tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`
    await addRole(tx, acme, 'more')
  })
  await expect(killed).rejects.toThrow()
  expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
  expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
})

test('after a transaction that ran out of time the connection is clean for the next tenant (T18)', async () => {
  const slow = db.inTenant(acme, async (tx) => {
    await addRole(tx, acme, 'half')
    await tx.$executeRaw`set local statement_timeout = '100ms'`
    await tx.$queryRaw`select pg_sleep(5)::text`
  })
  await expect(slow).rejects.toSatisfy((error) => sqlStateOf(error) === '57014')
  const looks = await Promise.all(Array.from({ length: 8 }, () => db.inTenant(globex, roleKeys)))
  expect(looks).toEqual(Array.from({ length: 8 }, () => ['globex-only']))
  expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
})
