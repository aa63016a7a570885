import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import type { FilterOp, ListFilter } from './list-query.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  await fill(shops.acme, 'Acme', 120)
  await fill(shops.globex, 'Globex', 5)
})
afterAll(() => shops.close())

/** Products whose titles come in pairs, so that every order has ties, and of which every third has no vendor. */
async function fill(shop: TestShop, name: string, count: number): Promise<void> {
  await shop.inTenant(async (tx) => {
    await tx.$executeRaw`
      insert into products (tenant_id, handle, title, status, vendor, tags, created_at, updated_at)
      select ${tx.tenantId}::uuid, ${name} || '-' || n, ${name} || ' ' || lpad((n / 2)::text, 3, '0'),
        (array['active', 'draft'])[1 + n % 2], case when n % 3 = 0 then '' else 'Maker ' || n % 4 end, array['t' || n % 5],
        '2026-01-01 12:00Z'::timestamptz + n * interval '1 day', '2026-01-01 12:00Z'::timestamptz
      from generate_series(1, ${count}::int) as n`
    await tx.$executeRaw`
      insert into product_variants (tenant_id, product_id, option_values, price_minor, sku)
      select tenant_id, id, '{}', 1000 + 10 * row_number() over (order by handle), case when vendor <> '' then 'S-' || handle end
      from products where tenant_id = ${tx.tenantId}::uuid`
  })
}

const filter = (key: string, op: FilterOp, ...values: string[]): ListFilter => ({ key, op, values })
const list = async (input: object, shop = shops.acme) =>
  (await shop.as({ role: 'owner' })).catalog.products.table({ filters: [], ...input })
const stock = async (input: object) => (await shops.acme.as({ role: 'owner' })).catalog.stock.table(input)

describe('a list by cursor', () => {
  test.each(['updatedAt', '-updatedAt', 'title', '-title', 'vendor', '-createdAt'])(
    'sorted by %s gives every row once, forwards and backwards',
    async (sort) => {
      const seen: string[] = []
      let page = await list({ sort })
      const first = page.rows.map(({ id }) => id)
      for (; page.next; page = await list({ sort, after: page.next })) seen.push(...page.rows.map(({ id }) => id))
      seen.push(...page.rows.map(({ id }) => id))
      expect(new Set(seen).size).toBe(120)
      expect(seen).toHaveLength(120)
      while (page.previous) page = await list({ sort, before: page.previous })
      expect(page.rows.map(({ id }) => id)).toEqual(first)
    },
  )

  test.each(['sku', '-sku'])('sorted by %s puts rows without a value last, and gives each once', async (sort) => {
    const skus: (string | null)[] = []
    let page = await stock({ sort })
    for (; page.next; page = await stock({ sort, after: page.next })) skus.push(...page.rows.map(({ sku }) => sku))
    skus.push(...page.rows.map(({ sku }) => sku))
    expect(skus).toHaveLength(120)
    expect(skus.indexOf(null)).toBe(80)
    while (page.previous) page = await stock({ sort, before: page.previous })
    expect(page.rows[0]?.sku).toBe(skus[0])
  })

  test('a row that comes while somebody reads neither repeats nor hides another', async () => {
    const first = await list({ sort: '-createdAt' })
    await shops.acme.inTenant(
      (tx) => tx.$executeRaw`
        insert into products (tenant_id, handle, title, created_at) values (${tx.tenantId}::uuid, 'late', 'Late', now())`,
    )
    const second = await list({ sort: '-createdAt', after: first.next })
    const both = [...first.rows, ...second.rows].map(({ id }) => id)
    expect(new Set(both).size).toBe(100)
    await shops.acme.inTenant(
      (tx) => tx.$executeRaw`delete from products where tenant_id = ${tx.tenantId}::uuid and handle = 'late'`,
    )
  })

  test('a cursor of another order, or none at all, is refused', async () => {
    const { next } = await list({ sort: 'title' })
    await expect(list({ sort: '-createdAt', after: next })).rejects.toThrow('This page does not exist any more.')
    await expect(list({ after: 'x' })).rejects.toThrow('This page does not exist any more.')
  })
})

describe('filters', () => {
  test.each([
    [filter('status', 'is', 'draft'), 60],
    [filter('status', 'not', 'draft'), 60],
    [filter('status', 'in', 'draft', 'active'), 120],
    [filter('vendor', 'empty'), 40],
    [filter('vendor', 'filled'), 80],
    [filter('vendor', 'in', 'Maker 1', 'Maker 2'), 40],
    [filter('vendor', 'out', 'Maker 1', 'Maker 2'), 80],
    [filter('title', 'contains', 'acme 00'), 19],
    [filter('tag', 'is', 't0'), 24],
    [filter('tag', 'not', 't0'), 96],
    [filter('price', 'between', '1010', '1100'), 10],
    [filter('price', 'gte', '2200'), 1],
    [filter('createdAt', 'between', '2026-01-02', '2026-01-11'), 10],
    [filter('createdAt', 'is', '2026-01-02'), 1],
    [filter('createdAt', 'lte', '2026-01-02'), 1],
    [filter('createdAt', 'last', '1d'), 0],
    [filter('sku', 'empty'), 40],
  ])('%j finds %i', async (asked, count) => {
    expect((await list({ filters: [asked] })).total).toEqual({ count, approximate: false })
  })

  test.each([
    [filter('status', 'is', 'sold'), 'f.status'],
    [filter('status', 'contains', 'a'), 'f.status'],
    [filter('status', 'is'), 'f.status'],
    [filter('price', 'between', '1'), 'f.price'],
    [filter('price', 'gte', 'dear'), 'f.price'],
    [filter('createdAt', 'gte', '2026-02-31'), 'f.createdAt'],
    [filter('createdAt', 'last', '5 fortnights'), 'f.createdAt'],
    [filter('collection', 'is', 'abc'), 'f.collection'],
    [filter('constructor', 'is', 'abc'), 'f.constructor'],
  ])('%j is refused at its chip', async (asked, field) => {
    await expect(list({ filters: [asked] })).rejects.toMatchObject({
      cause: { code: 'invalid_input', fields: { [field]: expect.any(String) as string } },
    })
  })

  test('the order has to be one of the list', async () => {
    await expect(list({ sort: 'password' })).rejects.toMatchObject({ cause: { code: 'invalid_input' } })
  })
})

test('no list shows, counts or pages to a row of the neighbour', async () => {
  const theirs = await list({ sort: 'title' }, shops.globex)
  expect(theirs.rows).toHaveLength(5)
  expect(theirs.total).toEqual({ count: 5, approximate: false })
  const [row] = theirs.rows
  const across = await list({ sort: 'title', after: `${row!.id}|${row!.title}` })
  expect(across.rows).toEqual([])
  expect(across.total.count).toBe(120)
})
