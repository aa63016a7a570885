import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const as = async (role: string, shop: TestShop = shops.acme) => (await shop.as({ role })).catalog
const make = async (title: string, shop = shops.acme) => {
  const catalog = await as('catalog', shop)
  const { productId } = await catalog.products.create({ title, priceMinor: 1000n, sku: `${title}-1`, onHand: 5 })
  const [product] = await catalog.grid.read({ productIds: [productId] })
  return { catalog, product: product!, variant: product!.variants[0]! }
}

test('the grid reads products in the order asked for, with their variants, amounts and stock', async () => {
  const first = await make('Vase')
  const second = await make('Bowl')
  const read = await first.catalog.grid.read({ productIds: [second.product.id, first.product.id] })
  expect(read.map(({ title }) => title)).toEqual(['Bowl', 'Vase'])
  expect(read[1]!.variants).toMatchObject([{ priceMinor: 1000n, compareAtMinor: null, onHand: 5, sku: 'Vase-1' }])
})

test('cells of a product, of its variants and of its stock are saved together, through the verbs that tell them', async () => {
  const { catalog, product, variant } = await make('Cup')
  const [told] = await catalog.grid.save({
    products: [
      {
        id: product.id,
        fields: { status: { before: 'draft', after: 'active' }, tags: { before: [], after: ['new'] } },
        variants: [
          {
            id: variant.id,
            fields: { priceMinor: { before: 1000n, after: 1250n } },
            onHand: { before: 5, after: 8 },
          },
        ],
      },
    ],
    reason: 'Counted',
  })
  expect(told).toMatchObject({
    outcome: 'saved',
    product: { status: 'active', tags: ['new'], variants: [{ priceMinor: 1250n, onHand: 8 }] },
  })
  const deeds = await catalog.products.timeline({ productId: product.id })
  expect(deeds.map(({ action }) => action)).toContain('product.variants_saved')
  const { rows } = await catalog.stock.movements({ variantId: variant.id })
  expect(rows[0]).toMatchObject({ kind: 'adjusted', quantity: 3, reason: 'Counted' })
})

test('a cell that someone else has changed is a conflict: nothing of its product is written, the others are saved', async () => {
  const { catalog, product, variant } = await make('Jug')
  const other = await make('Mug')
  await catalog.grid.save({
    products: [{ id: product.id, fields: {}, variants: [priced(variant.id, 1000n, 1500n)] }],
  })
  const outcomes = await catalog.grid.save({
    products: [
      {
        id: product.id,
        fields: { title: { before: 'Jug', after: 'Ewer' } },
        variants: [priced(variant.id, 1000n, 900n)],
      },
      { id: other.product.id, fields: {}, variants: [priced(other.variant.id, 1000n, 900n)] },
    ],
  })
  expect(outcomes).toMatchObject([
    {
      outcome: 'conflict',
      errors: { [`${variant.id}.priceMinor`]: 'Someone else has changed this meanwhile.' },
      product: { title: 'Jug', variants: [{ priceMinor: 1500n }] },
    },
    { outcome: 'saved', product: { variants: [{ priceMinor: 900n }] } },
  ])
})

test('a change of another cell by someone else is no conflict, and neither is the same change', async () => {
  const { catalog, product, variant } = await make('Pot')
  await catalog.products.save({ productId: product.id, version: 1, title: 'Big pot' })
  const edit = { products: [{ id: product.id, fields: {}, variants: [priced(variant.id, 1000n, 700n)] }] }
  expect(await catalog.grid.save(edit)).toMatchObject([{ outcome: 'saved', product: { title: 'Big pot' } }])
  expect(await catalog.grid.save(edit)).toMatchObject([{ outcome: 'saved' }])
})

test('a price before that is not above the price is told at its cell, stock at its own to a role that may not adjust it', async () => {
  const { catalog, product, variant } = await make('Tray')
  const fields = { compareAtMinor: { before: null, after: 1000n } }
  expect(
    await catalog.grid.save({ products: [{ id: product.id, fields: {}, variants: [{ id: variant.id, fields }] }] }),
  ).toMatchObject([
    {
      outcome: 'refused',
      errors: { [`${variant.id}.compareAtMinor`]: 'The price before has to be higher than the price.' },
    },
  ])
  const staff = { id: shops.acme.memberId('catalog'), name: 'x', permissions: new Set(['catalog:write']) }
  const without = await shops.acme.as({ role: 'catalog' }, { staff: staff as never })
  const onHand = { before: 5, after: 6 }
  expect(
    await without.catalog.grid.save({
      products: [{ id: product.id, fields: {}, variants: [{ id: variant.id, fields: {}, onHand }] }],
    }),
  ).toMatchObject([{ outcome: 'refused', errors: { [`${variant.id}.onHand`]: expect.any(String) as string } }])
})

test("the neighbour's products are not there", async () => {
  const { product, variant } = await make('Plate')
  const globex = await as('owner', shops.globex)
  expect(await globex.grid.read({ productIds: [product.id] })).toEqual([])
  expect(
    await globex.grid.save({ products: [{ id: product.id, fields: {}, variants: [priced(variant.id, 1000n, 1n)] }] }),
  ).toMatchObject([{ outcome: 'refused', product: null }])
  const own = await make('Own', shops.globex)
  expect(
    await own.catalog.grid.save({
      products: [{ id: own.product.id, fields: {}, variants: [priced(variant.id, 1000n, 1n)] }],
    }),
  ).toMatchObject([{ outcome: 'refused', message: 'This variant does not exist.' }])
  const [unchanged] = await (await as('owner')).grid.read({ productIds: [product.id] })
  expect(unchanged!.variants[0]!.priceMinor).toBe(1000n)
})

function priced(id: string, before: bigint, after: bigint) {
  return { id, fields: { priceMinor: { before, after } } }
}
