import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { claimJob, returnJob } from '../../basics/index.ts'
import { jobHandlers } from '../../job-handlers.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { indexProducts } from '../index-products.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const as = (role: string, shop: TestShop = shops.acme) => shop.as({ role })
const jobs = (shop = shops.acme) => runJobs(shop, shops.filesDir)

/** Products with a variant each, written straight into the tables: ten thousand single creations are not what is tested. */
async function fill(shop: TestShop, count: number, variants = 1): Promise<string[]> {
  const mark = crypto.randomUUID().slice(0, 8)
  return shop.inTenant(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      insert into products (tenant_id, handle, title, status)
      select ${tx.tenantId}::uuid, ${mark} || '-' || n, 'Vase ' || n, 'draft' from generate_series(1, ${count}::int) as n returning id`
    await tx.$executeRaw`
      insert into product_variants (tenant_id, product_id, position, option_values, price_minor, cost_minor)
      select ${tx.tenantId}::uuid, id, n, case when ${variants}::int = 1 then '{}'::text[] else array['V' || n] end, 1000 + n, 500
      from unnest(${rows.map(({ id }) => id)}::uuid[]) as p(id), generate_series(1, ${variants}::int) as n`
    return rows.map(({ id }) => id)
  })
}

/** All rows of the shop's catalogue but what a change is meant to move: versions and times. */
const snapshot = (shop: TestShop) =>
  shop.inTenant(async (tx) => {
    const rows = await tx.$queryRaw<{ told: string }[]>`
      select md5(string_agg(row_text, '' order by row_text)) as told from (
        select (to_jsonb(p) - '{version,updated_at,quality_score,brand_id,product_type_id}'::text[])::text as row_text from products p where p.tenant_id = ${tx.tenantId}::uuid
        union all select (to_jsonb(v) - 'version' - 'updated_at')::text from product_variants v where v.tenant_id = ${tx.tenantId}::uuid
        union all select to_jsonb(t)::text from product_terms t where t.tenant_id = ${tx.tenantId}::uuid
        union all select to_jsonb(c)::text from collection_products c where c.tenant_id = ${tx.tenantId}::uuid
        union all select to_jsonb(l)::text from stock_levels l where l.tenant_id = ${tx.tenantId}::uuid) rows`
    return rows[0]!.told
  })

const prices = (shop: TestShop, productIds: string[]) =>
  shop.inTenant(async (tx) => {
    const rows = await tx.productVariant.findMany({ where: { tenantId: tx.tenantId, productId: { in: productIds } } })
    return new Map(rows.map((row) => [row.id, row.priceMinor]))
  })

const raise = { price: { how: 'percent', basisPoints: 1000 }, rounding: { stepMinor: 100n, endingMinor: 99n } }
const ask = (ids: string[], action = 'variants.price', input: Record<string, unknown> = raise) => ({
  action,
  list: 'products',
  input,
  selection: { ids },
})

describe('a price change on 10,000 variants', () => {
  test('is previewed exactly, run, and undone, and moves nothing else', async () => {
    const ids = await fill(shops.acme, 5000, 2)
    await fill(shops.globex, 5)
    const other = await snapshot(shops.globex)
    const before = await snapshot(shops.acme)
    const { bulk } = await as('catalog')
    const preview = await bulk.preview(ask(ids))
    expect(preview).toMatchObject({ change: 10_000, skip: 0, complete: true })
    expect(preview.samples[0]).toMatchObject({ before: { priceMinor: '1001' }, after: { priceMinor: '1099' } })
    expect(await snapshot(shops.acme)).toBe(before)

    const { runId } = await bulk.start(ask(ids))
    await jobs()
    expect(await bulk.byId({ runId })).toMatchObject({ status: 'done', total: 10_000, changed: 10_000, skipped: 0 })
    expect(new Set((await prices(shops.acme, ids)).values())).toEqual(new Set([1099n]))

    await bulk.undo({ runId })
    await jobs()
    expect(await bulk.byId({ runId })).toMatchObject({ status: 'undone', restored: 10_000, kept: 0 })
    expect(await snapshot(shops.acme)).toBe(before)
    expect(await snapshot(shops.globex)).toBe(other)
  }, 120_000)
})

test('a run leaves what the single verb leaves: one version, one audit row and one event a product', async () => {
  const ids = await fill(shops.acme, 3, 4)
  const api = await as('catalog')
  const { runId } = await api.bulk.start(ask(ids))
  await jobs()
  for (const productId of ids) {
    const product = await api.catalog.products.byId({ productId })
    expect(product.version).toBe(2)
    const deeds = await api.catalog.products.timeline({ productId })
    expect(deeds).toMatchObject([
      { action: 'product.variants_saved', actorName: 'catalog', changes: { 'V1: priceMinor': ['1001', '1099'] } },
    ])
    expect(Object.keys(deeds[0]!.changes)).toHaveLength(4)
  }
  const told = await shops.acme.inTenant(
    (tx) => tx.$queryRaw<{ from: string }[]>`
      select distinct request_id as from from audit_entries
      where tenant_id = ${tx.tenantId}::uuid and subject_id = any(${ids}::uuid[])`,
  )
  expect(told).toEqual([{ from: `bulk:${runId}` }])
  const superuser = new pg.Client({ connectionString: shops.database.urls.super })
  await superuser.connect()
  const { rows } = await superuser
    .query(
      `select count(*)::int as count from outbox_events where name = 'product.changed' and payload ->> 'productId' = any($1)`,
      [ids],
    )
    .finally(() => superuser.end())
  expect(rows).toEqual([{ count: 3 }])
})

test('a worker killed in the middle leaves whole batches; the next goes on behind them and changes nothing twice', async () => {
  const ids = await fill(shops.acme, 1000)
  const { bulk } = await as('catalog')
  const add = { price: { how: 'add', amountMinor: 5n } }
  const { runId, jobId } = await bulk.start(ask(ids, 'variants.price', add))
  const job = (await shops.acme.inTenant((tx) => claimJob(tx)))!
  expect(job.id).toBe(jobId)
  let left = 2
  const dying = {
    tenantId: shops.acme.tenant.id,
    jobId,
    payload: job.payload,
    attempt: 1,
    progress: () => Promise.resolve(),
    signal: new AbortController().signal,
    filesDir: shops.filesDir,
    // The third transaction, the second batch, is written to its end and then dies with its worker.
    inTenant: <T>(work: Parameters<typeof shops.acme.inTenant<T>>[0]) =>
      shops.acme.inTenant<T>(async (tx) => {
        const done = await work(tx)
        if (left-- === 0) throw new Error('killed')
        return done
      }),
  }
  await expect(jobHandlers['bulk.run']!(dying)).rejects.toThrow('killed')
  const half = await bulk.byId({ runId })
  expect(half.changed).toBeGreaterThan(0)
  expect(half.changed).toBeLessThan(1000)
  expect([...(await prices(shops.acme, ids)).values()].filter((price) => price === 1006n)).toHaveLength(half.changed)
  await shops.acme.inTenant((tx) => returnJob(tx, job))
  await jobs()
  expect(await bulk.byId({ runId })).toMatchObject({ status: 'done', changed: 1000 })
  expect(new Set((await prices(shops.acme, ids)).values())).toEqual(new Set([1006n]))
})

test('an undo keeps what was changed since, and says so', async () => {
  const ids = await fill(shops.acme, 3)
  const api = await as('catalog')
  const { runId } = await api.bulk.start(ask(ids))
  await jobs()
  const { variants, version } = await api.catalog.products.byId({ productId: ids[1]! })
  await api.catalog.products.save({
    productId: ids[1]!,
    version,
    variants: [{ id: variants[0]!.id, priceMinor: 777n }],
  })
  await api.bulk.undo({ runId })
  await jobs()
  expect(await api.bulk.byId({ runId })).toMatchObject({ status: 'undone', restored: 2, kept: 1 })
  const { rows } = await api.bulk.rows({ runId, outcome: 'kept' })
  expect(rows).toMatchObject([{ id: variants[0]!.id, reason: 'changed_since' }])
  expect((await prices(shops.acme, ids)).get(variants[0]!.id)).toBe(777n)
  await expect(api.bulk.undo({ runId })).rejects.toMatchObject(refused('nothing_to_undo', 409))
})

test('what cannot be changed is skipped with its reason, in the preview and in the run alike', async () => {
  const [dear, cheap, sale] = await fill(shops.acme, 3)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update product_variants set price_minor = case when product_id = ${cheap}::uuid then 300 else price_minor end,
        compare_at_minor = case when product_id = ${sale}::uuid then 1010 end
      where tenant_id = ${tx.tenantId}::uuid and product_id = any(${[dear, cheap, sale]}::uuid[])`,
  )
  const { bulk } = await as('catalog')
  const less = ask([dear!, cheap!, sale!, crypto.randomUUID()], 'variants.price', {
    price: { how: 'add', amountMinor: -500n },
  })
  expect(await bulk.preview(less)).toMatchObject({ change: 2, reasons: [{ reason: 'below_zero', count: 1 }] })
  const more = ask([dear!, cheap!, sale!], 'variants.price', { price: { how: 'add', amountMinor: 50n } })
  expect(await bulk.preview(more)).toMatchObject({ change: 2, reasons: [{ reason: 'above_compare_at', count: 1 }] })
  const { runId } = await bulk.start(more)
  await jobs()
  expect(await bulk.byId({ runId })).toMatchObject({ changed: 2, skipped: 1 })
  expect((await bulk.rows({ runId, outcome: 'skipped' })).rows).toMatchObject([{ reason: 'above_compare_at' }])
})

test('tags, status and type of many products reach their search words and the collections by rule, and come back', async () => {
  const ids = await fill(shops.acme, 4)
  const api = await as('catalog')
  const { collectionId } = await api.catalog.collections.create({
    title: 'Summer',
    descriptionHtml: '',
    status: 'active',
    rule: { field: 'tag', value: 'summer' },
  })
  const inside = async () => (await api.catalog.collections.byId({ collectionId })).products
  await shops.acme.inTenant((tx) => indexProducts(tx, ids))
  const before = await snapshot(shops.acme)
  const run = async (action: string, input: Record<string, unknown>) => {
    const { runId } = await api.bulk.start(ask(ids, action, input))
    await jobs()
    return runId
  }
  const runs = [
    await run('products.tags', { add: ['Summer', 'new'], remove: [] }),
    await run('products.status', { status: 'active' }),
    await run('products.organisation', { vendor: 'Halden', productType: 'Vases' }),
  ]
  expect(await inside()).toBe(4)
  const product = await api.catalog.products.byId({ productId: ids[0]! })
  expect(product).toMatchObject({ status: 'active', tags: ['Summer', 'new'], vendor: 'Halden', productType: 'Vases' })
  const listed = await api.catalog.products.table({
    q: 'halden summer',
    filters: [{ key: 'status', op: 'is', values: ['active'] }],
  })
  expect(listed.rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  for (const runId of runs.toReversed()) await api.bulk.undo({ runId }).then(() => jobs())
  expect(await inside()).toBe(0)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update products set published_at = null where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
  )
  expect(await snapshot(shops.acme)).toBe(before)
})

test('products go into a collection by hand and out of it, and an undo gives them their place back', async () => {
  const ids = await fill(shops.acme, 3)
  const api = await as('catalog')
  const made = await api.catalog.collections.create({
    title: 'Window',
    descriptionHtml: '',
    status: 'active',
    rule: null,
  })
  const { collectionId } = made
  const places = () =>
    shops.acme.inTenant((tx) =>
      tx.collectionProduct.findMany({ where: { tenantId: tx.tenantId, collectionId }, orderBy: { position: 'asc' } }),
    )
  const run = async (how: string, chosen: string[]) => {
    const { runId } = await api.bulk.start(ask(chosen, 'products.collection', { collectionId, how }))
    await jobs()
    return runId
  }
  await run('add', ids)
  const full = await places()
  expect(full.map(({ productId }) => productId).toSorted()).toEqual(ids.toSorted())
  const removed = await run('remove', [ids[1]!])
  expect(await places()).toHaveLength(2)
  await api.bulk.undo({ runId: removed })
  await jobs()
  expect(await places()).toEqual(full)
})

test('all that a query finds is meant by the query, but for the rows left out, even when the change takes rows out of it', async () => {
  const ids = await fill(shops.acme, 2500)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update products set vendor = 'Query' where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
  )
  const api = await as('catalog')
  const filters = [
    { key: 'vendor', op: 'is' as const, values: ['Query'] },
    { key: 'status', op: 'is' as const, values: ['draft'] },
  ]
  const asked = {
    action: 'products.status',
    list: 'products',
    input: { status: 'active' },
    selection: { query: { q: '', filters, sort: '-updatedAt' }, except: [ids[7]!] },
  }
  expect(await api.bulk.preview(asked)).toMatchObject({ change: 2499, skip: 0 })
  const { runId } = await api.bulk.start(asked)
  await jobs()
  expect(await api.bulk.byId({ runId })).toMatchObject({ total: 2499, changed: 2499 })
  const left = await shops.acme.inTenant((tx) =>
    tx.product.findMany({ where: { tenantId: tx.tenantId, vendor: 'Query', status: 'draft' } }),
  )
  expect(left.map(({ id }) => id)).toEqual([ids[7]])
})

test('a product in the trash is not meant', async () => {
  const ids = await fill(shops.acme, 2)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update products set trashed_at = now(), status = 'archived' where tenant_id = ${tx.tenantId}::uuid and id = ${ids[0]}::uuid`,
  )
  const { bulk } = await as('catalog')
  expect(await bulk.preview(ask(ids))).toMatchObject({ change: 1, skip: 0 })
  expect(await bulk.preview(ask(ids, 'products.status', { status: 'active' }))).toMatchObject({ change: 1, skip: 0 })
})

describe('the door', () => {
  test('refuses a role without the permission, an unknown action and an input that is wrong', async () => {
    const ids = await fill(shops.acme, 1)
    for (const verb of ['preview', 'start'] as const) {
      await expect((await as('fulfilment')).bulk[verb](ask(ids))).rejects.toMatchObject(refused('forbidden', 403))
      await expect((await as('catalog')).bulk[verb](ask(ids, 'toString'))).rejects.toMatchObject(
        refused('not_found', 404),
      )
      await expect(
        (await as('catalog')).bulk[verb](
          ask(ids, 'variants.price', { price: { how: 'percent', basisPoints: -10_000 } }),
        ),
      ).rejects.toMatchObject({
        cause: { code: 'invalid_input', fields: { 'price.basisPoints': 'A price cannot fall by 100% or more.' } },
      })
    }
  })

  test("finds nothing in the neighbour's ids and nothing of the neighbour's runs", async () => {
    const ids = await fill(shops.acme, 2)
    const { bulk } = await as('catalog')
    const { runId } = await bulk.start(ask(ids))
    await jobs()
    const other = await as('owner', shops.globex)
    expect(await other.bulk.preview(ask(ids))).toMatchObject({ change: 0, skip: 0 })
    const theirs = await other.bulk.start(ask(ids))
    await jobs(shops.globex)
    expect(await other.bulk.byId(theirs)).toMatchObject({ total: 0, changed: 0 })
    for (const verb of ['byId', 'rows', 'undo'] as const) {
      await expect(other.bulk[verb]({ runId })).rejects.toMatchObject(refused('not_found', 404))
    }
    expect(new Set((await prices(shops.acme, ids)).values())).toEqual(new Set([1099n]))
  })
})
