import { createAuthPool, Prisma, type TenantTx } from '@souk/db'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { membersOf } from './collection-page.ts'
import { facetedVariants } from './list-scope.ts'
import { productByHandle } from './product-page.ts'
import { filters } from './schema.ts'
import { productsWith } from './search-products.ts'

const COLLECTION = '00000000-0000-7000-8000-000000000001'
let shops: TestShops

/** Two shops of 3,000 products each, so that the planner chooses by itself as it would in a real one. */
async function fill(tx: TenantTx): Promise<void> {
  await tx.$executeRaw`
    insert into products (tenant_id, handle, title, status) select ${tx.tenantId}::uuid, 'p-' || n, 'Product ' || n, 'active' from generate_series(1, 3000) n`
  await tx.$executeRaw`
    insert into product_variants (tenant_id, product_id, option_values, price_minor)
    select tenant_id, id, array[size], 100 from products cross join unnest(array['S', 'M', 'L']) as size where tenant_id = ${tx.tenantId}::uuid`
  await tx.$executeRaw`
    insert into product_terms (tenant_id, term, product_id, weight)
    select tenant_id, substr(md5(id::text || n), 1, 8), id, 1 from products cross join generate_series(1, 5) n where tenant_id = ${tx.tenantId}::uuid`
  await tx.$executeRaw`
    insert into collections (tenant_id, id, handle, title)
    select ${tx.tenantId}::uuid, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c-' || n, 'C' from generate_series(1, 75) n`
  await tx.$executeRaw`
    insert into collection_products (tenant_id, collection_id, product_id)
    select p.tenant_id, c.id, p.id
    from (select *, 1 + row_number() over (order by id) % 75 as nth from products where tenant_id = ${tx.tenantId}::uuid) p
    join collections c on c.tenant_id = p.tenant_id and c.handle = 'c-' || p.nth`
}

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  await shops.acme.inTenant(fill)
  await shops.globex.inTenant(fill)
  const owner = createAuthPool(shops.database.urls.super)
  await owner.query('analyze')
  await owner.end()
})
afterAll(() => shops.close())

/** The index conditions of a statement's plan, by index, as souk_app under row security. Scans are priced out: 6,000 rows would still be read whole. */
async function indexConditions(build: (tx: TenantTx) => Prisma.Sql): Promise<Record<string, string>> {
  return shops.acme.inTenant(async (tx) => {
    await tx.$executeRaw`set local enable_seqscan = off`
    await tx.$executeRaw`set local enable_hashjoin = off`
    await tx.$executeRaw`set local enable_mergejoin = off`
    const rows = await tx.$queryRaw<{ 'QUERY PLAN': [{ Plan: Node }] }[]>`explain (format json) ${build(tx)}`
    return Object.fromEntries(conditionsOf(rows[0]!['QUERY PLAN'][0].Plan))
  })
}

type Node = { 'Index Name'?: string; 'Index Cond'?: string; Plans?: Node[] }
const conditionsOf = (node: Node): [string, string][] => [
  ...(node['Index Name'] ? [[node['Index Name'], node['Index Cond'] ?? ''] as [string, string]] : []),
  ...(node.Plans ?? []).flatMap(conditionsOf),
]

it('finds a product by its handle with the tenant and the handle in the index condition', async () => {
  const found = await indexConditions((tx) => productByHandle(tx, 'mug'))
  expect(found['products_tenant_id_handle_key']).toMatch(/tenant_id = .*handle = 'mug'/)
})

it('finds a word’s products with the whole prefix in the index condition', async () => {
  const found = await indexConditions((tx) => productsWith(tx, ['sto']))
  expect(found['product_terms_pkey']).toMatch(/tenant_id = .*term >= .*term < /)
})

it('lists a collection by the keys of its members, their products and their variants', async () => {
  const found = await indexConditions(
    (tx) =>
      Prisma.sql`${facetedVariants(tx, membersOf(tx, COLLECTION), filters.parse({}), null)} select product_id from judged`,
  )
  expect(found['collection_products_pkey']).toMatch(/tenant_id = .*collection_id = /)
  expect(found['products_pkey']).toMatch(/tenant_id = .*id = /)
  expect(found['product_variants_tenant_id_product_id_option_values_key']).toMatch(/tenant_id = .*product_id = /)
})
