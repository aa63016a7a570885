import { createCaller, type Context } from '@souk/api'
import { sqlStateOf, type TenantTx } from '@souk/db'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { tenantSnapshot } from './tenant-snapshot.ts'
import { openTwoDemoShops, type TwoDemoShops } from './two-demo-shops.ts'

// Every table and every key of the database, tried from inside one demo shop against the rows of the other.

let shops: TwoDemoShops
let app: pg.Client
let tables: string[]
let before: Record<string, string>

beforeAll(async () => {
  shops = await openTwoDemoShops(inject('postgres'))
  app = new pg.Client({ connectionString: shops.database.urls.app })
  await app.connect()
  before = await tenantSnapshot(shops.superuser, shops.victim.id)
  tables = Object.keys(before)
}, 60_000)
afterAll(async () => {
  await app.end()
  await shops.close()
})

/** One statement as souk_app inside the asking shop, rolled back: the number of rows, or the SQLSTATE of the refusal. */
async function asAsker(sql: string, values: unknown[]): Promise<number | string> {
  await app.query('begin')
  await app.query("select set_config('app.tenant_id', $1, true)", [shops.asker.id])
  const outcome = await app.query(sql, values).then(
    (result) => result.rowCount ?? 0,
    (error: { code: string }) => error.code,
  )
  await app.query('rollback')
  return outcome
}

const unchanged = async () => expect(await tenantSnapshot(shops.superuser, shops.victim.id)).toEqual(before)

test('no row of the neighbour is read, changed or removed, in any table (T03)', async () => {
  const filled = tables.filter((table) => !before[table]!.startsWith('0 '))
  expect(filled.length).toBeGreaterThan(30)
  for (const table of tables) {
    const name = pg.escapeIdentifier(table)
    const read = await asAsker(`select 1 from ${name} where tenant_id = $1`, [shops.victim.id])
    const changed = await asAsker(`update ${name} set tenant_id = tenant_id where tenant_id = $1`, [shops.victim.id])
    const removed = await asAsker(`delete from ${name} where tenant_id = $1`, [shops.victim.id])
    for (const outcome of [read, changed, removed]) expect([0, '42501'], table).toContain(outcome)
  }
  await unchanged()
})

test('no row can be written into the neighbour, in any table (T03)', async () => {
  for (const table of tables) {
    const name = pg.escapeIdentifier(table)
    const copy = `select to_jsonb(t) as row from ${name} t where tenant_id = $1 limit 1`
    const { rows } = await shops.superuser.query<{ row: object }>(copy, [shops.victim.id])
    if (!rows[0]) continue
    const insert = `insert into ${name} select (jsonb_populate_record(null::${name}, $1)).*`
    expect(await asAsker(insert, [rows[0].row]), table).toBe('42501')
  }
  await unchanged()
})

type Key = { name: string; table: string; column: string; parent: string }

/** The foreign keys between tenant tables that name one parent by its id. */
async function foreignKeys(): Promise<Key[]> {
  const { rows } = await shops.superuser.query<Key>(
    `select k.conname as name, k.conrelid::regclass::text as table, k.confrelid::regclass::text as parent, a.attname as column
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
     join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[2]
     where k.contype = 'f' and cardinality(k.conkey) = 2 and f.attname = 'id' order by 1`,
  )
  return rows
}

/** Points one row of the asking shop at a parent, past every policy: only the key itself can refuse. Rolled back. */
async function point(key: Key, parentId: string): Promise<{ code?: string; message?: string; detail?: string } | null> {
  const table = pg.escapeIdentifier(key.table)
  const column = pg.escapeIdentifier(key.column)
  await shops.superuser.query('begin')
  const one = `update ${table} set ${column} = $1 where ctid = (select ctid from ${table} where tenant_id = $2 limit 1)`
  const outcome = await shops.superuser.query(one, [parentId, shops.asker.id]).then(
    (result) => (result.rowCount ? {} : null),
    ({ code, message, detail }: { code: string; message: string; detail: string }) => ({ code, message, detail }),
  )
  await shops.superuser.query('rollback')
  return outcome
}

test("a reference to the neighbour's row is refused by the key itself, with the words for a row that is not there (T06)", async () => {
  const tried: string[] = []
  for (const key of await foreignKeys()) {
    const parentSql = `select id from ${pg.escapeIdentifier(key.parent)} where tenant_id = $1 limit 1`
    const { rows } = await shops.superuser.query<{ id: string }>(parentSql, [shops.victim.id])
    if (!rows[0]) continue
    const nobody = crypto.randomUUID()
    const [neighbour, missing] = [await point(key, rows[0].id), await point(key, nobody)]
    if (!neighbour || !missing) continue
    // A row that others refer to by this very column cannot be pointed anywhere at all.
    expect(['23503', '23001'], key.name).toContain(neighbour.code)
    expect(neighbour).toEqual({ ...missing, detail: missing.detail?.replace(nobody, rows[0].id) })
    tried.push(key.name)
  }
  expect(tried.length).toBeGreaterThan(25)
})

test("a shelf in the neighbour's warehouse is refused by its key", async () => {
  const warehouses = 'select id from warehouses where tenant_id = $1 limit 1'
  const { rows } = await shops.superuser.query<{ id: string }>(warehouses, [shops.victim.id])
  const shelf = 'insert into stock_levels (tenant_id, variant_id, warehouse_id) values ($1, $2, $3)'
  await shops.superuser.query('begin')
  const refused = shops.superuser.query(shelf, [shops.asker.id, crypto.randomUUID(), rows[0]!.id])
  await expect(refused).rejects.toMatchObject({ code: '23503', constraint: 'stock_levels_tenant_id_warehouse_id_fkey' })
  await shops.superuser.query('rollback')
})

test("removing everything that can be removed in one shop leaves the neighbour's rows as they were (T07)", async () => {
  await shops.superuser.query('begin')
  let removed = 0
  // Children refuse the removal of their parents, so several rounds are needed; a refusal undoes only itself.
  for (let round = 0; round < 4; round++) {
    for (const table of tables) {
      await shops.superuser.query('savepoint one')
      const sql = `delete from ${pg.escapeIdentifier(table)} where tenant_id = $1`
      const gone = await shops.superuser.query(sql, [shops.asker.id]).catch(() => null)
      if (gone) removed += gone.rowCount ?? 0
      else await shops.superuser.query('rollback to savepoint one')
    }
  }
  const after = await tenantSnapshot(shops.superuser, shops.victim.id)
  await shops.superuser.query('rollback')
  expect(removed).toBeGreaterThan(1000)
  expect(after).toEqual(before)
})

test("a nested write cannot connect to the neighbour's record (T09)", async () => {
  const victimId = async (table: string) => {
    const sql = `select id from ${pg.escapeIdentifier(table)} where tenant_id = $1 limit 1`
    return (await shops.superuser.query<{ id: string }>(sql, [shops.victim.id])).rows[0]!.id
  }
  const [product, file, customer] = [
    await victimId('products'),
    await victimId('stored_files'),
    await victimId('customers'),
  ]
  const tenantId = shops.victim.id
  const connects: ((tx: TenantTx) => Promise<unknown>)[] = [
    (tx) =>
      tx.productVariant.create({
        data: { priceMinor: 1, product: { connect: { tenantId_id: { tenantId, id: product } } } },
      }),
    (tx) => tx.productVariant.create({ data: { tenantId: tx.tenantId, productId: product, priceMinor: 1 } }),
    (tx) => tx.collection.create({ data: { tenantId: tx.tenantId, handle: 'x', title: 'x', imageFileId: file } }),
    (tx) =>
      tx.cart.create({ data: { tokenHash: 'x', customer: { connect: { tenantId_id: { tenantId, id: customer } } } } }),
    (tx) => tx.product.update({ where: { tenantId_id: { tenantId, id: product } }, data: { title: 'mine' } }),
  ]
  for (const connect of connects) await expect(shops.db.inTenant(shops.asker.id, connect)).rejects.toThrow()
  await unchanged()
})

test('what is taken in the neighbour - an e-mail, a handle, a SKU - is free here, so nothing is inferred (T25)', async () => {
  const { rows } = await shops.superuser.query<{ email: string; handle: string; sku: string }>(
    `select c.email, p.handle, v.sku from customers c, products p join product_variants v on v.product_id = p.id
     where c.tenant_id = $1 and p.tenant_id = $1 limit 1`,
    [shops.victim.id],
  )
  const { email, handle, sku } = rows[0]!
  const request = { id: crypto.randomUUID(), ip: '127.0.0.1', userAgent: null, origin: 'http://kumo.localhost' }
  const { db, auth, filesDir, asker: tenant } = shops
  const context: Context = {
    db,
    auth,
    filesDir,
    tenant,
    staff: null,
    customer: null,
    account: null,
    cartToken: null,
    request,
  }
  const registered = await createCaller(context).customers.register({
    name: 'Ana',
    email,
    password: 'correct horse battery',
  })
  expect(registered.customer.email).toBe(email)
  await db.inTenant(tenant.id, async (tx) => {
    const product = await tx.product.create({ data: { tenantId: tx.tenantId, handle, title: 'Same handle' } })
    await tx.productVariant.create({ data: { tenantId: tx.tenantId, productId: product.id, priceMinor: 1, sku } })
  })
  const again = createCaller(context).customers.register({ name: 'Ana', email, password: 'correct horse battery' })
  await expect(again).rejects.toMatchObject({ cause: { status: 422 } })
  await unchanged()
})

test('an error about a neighbour names no SQLSTATE that another id would not give', async () => {
  const update = shops.db.inTenant(
    shops.asker.id,
    (tx) => tx.$executeRaw`
    insert into collection_products (tenant_id, collection_id, product_id)
    select ${tx.tenantId}::uuid, c.id, ${shops.victim.id}::uuid from collections c where c.tenant_id = ${tx.tenantId}::uuid limit 1`,
  )
  await expect(update).rejects.toSatisfy((error) => sqlStateOf(error) === '23503')
})
