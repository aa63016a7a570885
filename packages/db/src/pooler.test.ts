import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createAuthPool, createDb, createRelayPool, sqlStateOf, type Db, type TenantTx } from './index.ts'
import { inTenantAsRelay } from './relay-tenant.ts'
import { cloneDatabase, startPgbouncer, type TestDatabase } from './testing.ts'

// One server connection for everybody: whatever a transaction left behind on it, the next one would meet.

const acme = '01900000-0000-7000-8000-0000000000aa'
const globex = '01900000-0000-7000-8000-0000000000bb'
const { path, reason } = inject('pgbouncer')

const addRole = (tx: TenantTx, tenantId: string, key: string) =>
  tx.$executeRaw`insert into roles (tenant_id, key, name, permissions) values (${tenantId}::uuid, ${key}, ${key}, '{}')`
const roleKeys = async (tx: TenantTx) =>
  (await tx.$queryRaw<{ key: string }[]>`select key from roles order by key`).map(({ key }) => key)

describe.skipIf(!path)(`through PgBouncer in transaction mode, one connection${reason ? `: ${reason}` : ''}`, () => {
  let pooler: Awaited<ReturnType<typeof startPgbouncer>>
  let database: TestDatabase
  let db: Db

  beforeAll(async () => {
    pooler = await startPgbouncer(path!, inject('postgres'), 1)
    database = await cloneDatabase({ ...inject('postgres'), poolerPort: pooler.port })
    db = createDb(database.urls.app, { poolMax: 8 })
    await db.inTenant(acme, (tx) => addRole(tx, acme, 'acme-only'))
    await db.inTenant(globex, (tx) => addRole(tx, globex, 'globex-only'))
  })
  afterAll(async () => {
    await db?.close()
    await database?.drop()
    await pooler?.stop()
  })

  /** A client that asks through the pooler what is set on the one connection, outside any transaction of ours. */
  async function leftBehind() {
    const client = new pg.Client({ connectionString: database.urls.app })
    await client.connect()
    const { rows } = await client.query<{ tenant: string; roles: number; zone: string; prepared: number }>(
      `select coalesce(current_setting('app.tenant_id', true), '') as tenant, (select count(*)::int from roles) as roles,
         current_setting('timezone') as zone, (select count(*)::int from pg_prepared_statements where not from_sql) as prepared`,
    )
    await client.end()
    return rows[0]!
  }
  const NOTHING = { tenant: '', roles: 0, zone: 'UTC', prepared: 0 }

  async function backends() {
    const client = new pg.Client({ connectionString: database.urls.super })
    await client.connect()
    const { rows } = await client.query<{ state: string }>(
      "select state from pg_stat_activity where usename = 'souk_app' and datname = current_database()",
    )
    await client.end()
    return rows.map(({ state }) => state)
  }

  test('200 transactions of two tenants at once each see their own rows alone, on one connection (T16, T20)', async () => {
    const look = (tenantId: string, expected: string) =>
      db.inTenant(tenantId, async (tx) => {
        expect(await roleKeys(tx)).toEqual([expected])
        await pause(Math.random() * 3)
        expect(await Promise.all([roleKeys(tx), roleKeys(tx)])).toEqual([[expected], [expected]])
      })
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 ? look(acme, 'acme-only') : look(globex, 'globex-only'))),
    )
    expect(await backends()).toEqual(['idle'])
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('two processes share the connection and never meet the tenant of the other (T20)', async () => {
    const other = createDb(database.urls.app, { poolMax: 8 })
    const looks = Array.from({ length: 40 }, (_, i) =>
      i % 2 ? db.inTenant(acme, roleKeys) : other.inTenant(globex, roleKeys),
    )
    const seen = await Promise.all(looks)
    await other.close()
    expect(seen).toEqual(looks.map((_, i) => (i % 2 ? ['acme-only'] : ['globex-only'])))
    expect(await backends()).toHaveLength(1)
  })

  test('what a failed transaction wrote is gone, and so is its tenant (T15, T20)', async () => {
    const thrown = db.inTenant(acme, async (tx) => {
      await addRole(tx, acme, 'half')
      throw new Error('after the write')
    })
    await expect(thrown).rejects.toThrow('after the write')
    expect(await leftBehind()).toEqual(NOTHING)
    const refused = db.inTenant(acme, async (tx) => {
      await addRole(tx, acme, 'half')
      await addRole(tx, globex, 'stolen')
    })
    await expect(refused).rejects.toSatisfy((error) => sqlStateOf(error) === '42501')
    expect(await leftBehind()).toEqual(NOTHING)
    expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
    expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
  })

  test('a setting for one transaction ends with it (T20)', async () => {
    await db.inTenant(acme, (tx) => tx.$executeRaw`set local timezone = 'Asia/Tokyo'`)
    const at = await db.inTenant(
      globex,
      (tx) => tx.$queryRaw<{ at: Date }[]>`select '2026-01-01T12:00:00Z'::timestamptz as at`,
    )
    expect(at).toEqual([{ at: new Date('2026-01-01T12:00:00Z') }])
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('a server connection killed in mid-transaction harms nobody else, and the pool heals (D02, T20)', async () => {
    const killed = db.inTenant(acme, async (tx) => {
      await addRole(tx, acme, 'half')
      await tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`
      await addRole(tx, acme, 'more')
    })
    await expect(killed).rejects.toThrow()
    expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
    expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('a client that goes away in mid-transaction takes its writes and its tenant with it (T20)', async () => {
    const client = new pg.Client({ connectionString: database.urls.app })
    client.on('error', () => {})
    await client.connect()
    await client.query(`begin; set local app.tenant_id = '01900000-0000-7000-8000-0000000000aa'`)
    await client.query("insert into roles (tenant_id, key, name) values ($1, 'half', 'half')", [acme])
    ;(client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy()
    expect(await db.inTenant(globex, roleKeys)).toEqual(['globex-only'])
    expect(await db.inTenant(acme, roleKeys)).toEqual(['acme-only'])
    expect(await leftBehind()).toEqual(NOTHING)
  })

  test('the roles for sign-in and for the relay are served too', async () => {
    const auth = createAuthPool(database.urls.auth)
    expect((await auth.query("select current_user as who, current_setting('timezone') as zone")).rows).toEqual([
      { who: 'souk_auth', zone: 'UTC' },
    ])
    await auth.end()
    const throughPooler = database.urls.relay.replace(String(inject('postgres').port), String(pooler.port))
    const relay = createRelayPool(throughPooler)
    const shown = await inTenantAsRelay(relay, acme, (client) => client.query('show lock_timeout'))
    expect(shown.rows).toEqual([{ lock_timeout: '2s' }])
    await relay.end()
  })
})
