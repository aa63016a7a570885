import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { createProduct } from './create-product.ts'
import { createProducts } from './create-products.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const by = { kind: 'staff', id: null, name: 'Mara', via: 'import' } as const
const draft = (handle: string) => ({
  handle,
  title: 'Écharpe',
  bodyHtml: '<p onclick="x()">Soft</p><script>1</script>',
  vendor: 'Nord',
  productType: 'Scarves',
  tags: ['wool', 'winter'],
  status: 'active' as const,
  seoTitle: 'Scarf',
  seoDescription: null,
  options: [{ name: 'Size', values: ['S', 'M'] }],
  variants: [
    { optionValues: ['S'], sku: 'E-S', priceMinor: 1_999n, costMinor: 700n, weightGrams: 80, onHand: 4 },
    { optionValues: ['M'], sku: 'E-M', priceMinor: 2_099n, compareAtMinor: 2_500n, backorder: true, onHand: 0 },
  ],
})

/** Everything that is written about a product, but for ids and clocks. */
const tracesOf = (shop: TestShops['acme'], handle: string) =>
  shop.inTenant(async (tx) => {
    const [product] = await tx.$queryRaw<{ id: string; row: object }[]>`
      select id, to_jsonb(p) - '{id,handle,created_at,updated_at,published_at}'::text[] as row from products p
      where tenant_id = ${tx.tenantId}::uuid and handle = ${handle}`
    const id = product!.id
    const [rest] = await tx.$queryRaw<{ row: object }[]>`
      select jsonb_build_object(
        'variants', (select jsonb_agg(to_jsonb(v) - '{id,product_id,created_at,updated_at}'::text[] order by position)
          from product_variants v where tenant_id = ${tx.tenantId}::uuid and product_id = ${id}::uuid),
        'options', (select jsonb_agg(jsonb_build_array(position, name, values)) from product_options
          where tenant_id = ${tx.tenantId}::uuid and product_id = ${id}::uuid),
        'terms', (select jsonb_agg(jsonb_build_array(term, weight) order by term) from product_terms
          where tenant_id = ${tx.tenantId}::uuid and product_id = ${id}::uuid),
        'stock', (select jsonb_agg(jsonb_build_array(l.on_hand, m.quantity, m.kind, m.reason) order by v.position)
          from product_variants v join stock_levels l on l.tenant_id = v.tenant_id and l.variant_id = v.id
          left join stock_movements m on m.tenant_id = v.tenant_id and m.variant_id = v.id
          where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${id}::uuid),
        'collections', (select count(*) from collection_products where tenant_id = ${tx.tenantId}::uuid and product_id = ${id}::uuid),
        'audit', (select jsonb_agg(jsonb_build_array(action, actor_name, source, changes)) from audit_entries
          where tenant_id = ${tx.tenantId}::uuid and subject_id = ${id}::uuid),
        'versions', (select jsonb_agg(jsonb_build_array(version, action, source, snapshot ->> 'title', audit_id is not null))
          from product_versions where tenant_id = ${tx.tenantId}::uuid and product_id = ${id}::uuid)) as row`
    return { product: product!.row, ...rest!.row }
  })

test('many products created at once leave the rows that one by one would leave', async () => {
  const collections = (await shops.acme.as({ role: 'owner' })).catalog.collections
  await collections.create({
    title: 'Scarves',
    descriptionHtml: '',
    status: 'active',
    rule: { field: 'productType', value: 'scarves' },
  })
  const importId = await shops.acme.inTenant(async (tx) => {
    await createProduct(tx, draft('one'), by)
    const file = await tx.storedFile.create({
      data: { tenantId: tx.tenantId, purpose: 'import', filename: 'a.csv', mime: 'text/csv', bytes: 1, sha256: 'x' },
    })
    return (await tx.import.create({ data: { tenantId: tx.tenantId, filename: 'a.csv', fileId: file.id } })).id
  })
  await shops.acme.inTenant((tx) => createProducts(tx, [draft('many'), draft('more')], { importId }, by))
  const one = await tracesOf(shops.acme, 'one')
  expect(one).toMatchObject({ collections: 1, audit: [['product.created', 'Mara', 'import', {}]] })
  expect(await tracesOf(shops.acme, 'many')).toEqual(one)
  expect(await tracesOf(shops.acme, 'more')).toEqual(one)
})

test('a handle that is taken gets a number, within the batch too, and the neighbour has none of it', async () => {
  const importId = await shops.acme.inTenant(
    async (tx) => (await tx.import.findFirstOrThrow({ where: { tenantId: tx.tenantId } })).id,
  )
  await shops.acme.inTenant((tx) => createProducts(tx, [draft('taken'), draft('taken')], { importId }, by))
  const handles = (shop: TestShops['acme']) =>
    shop.inTenant((tx) => tx.product.count({ where: { tenantId: tx.tenantId, handle: { in: ['taken', 'taken-2'] } } }))
  expect([await handles(shops.acme), await handles(shops.globex)]).toEqual([2, 0])
})
