import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { TenantTx } from '@souk/db'
import { availableStock } from '../../inventory/index.ts'
import { syncCollections } from '../sync-collections.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'

let shops: TestShops
let acme: Awaited<ReturnType<TestShop['as']>>
let globex: Awaited<ReturnType<TestShop['as']>>
let ids: Record<string, string>

type Goods = {
  handle: string
  title: string
  vendor: string
  type: string
  tags: string[]
  options: Record<string, string[]>
  variants: [string[], bigint, number][]
  status?: string
}

const GOODS: Goods[] = [
  {
    handle: 'mug',
    title: 'Stone mug',
    vendor: 'Halden',
    type: 'Cup',
    tags: ['new', 'gift'],
    options: { Colour: ['Sand', 'Ink'], Size: ['S', 'L'] },
    variants: [
      [['Sand', 'S'], 1200n, 5],
      [['Sand', 'L'], 1500n, 0],
      [['Ink', 'S'], 1300n, 0],
    ],
  },
  {
    handle: 'bowl',
    title: 'Café bowl',
    vendor: 'Halden',
    type: 'Bowl',
    tags: ['gift'],
    options: { Colour: ['Ink'] },
    variants: [[['Ink'], 2500n, 3]],
  },
  {
    handle: 'lamp',
    title: 'Paper lamp',
    vendor: 'Kumo',
    type: 'Lamp',
    tags: ['new'],
    options: { Size: ['L'] },
    variants: [[['L'], 9000n, 0]],
  },
  {
    handle: 'draft',
    title: 'Stone draft',
    vendor: 'Kumo',
    type: 'Lamp',
    tags: ['new'],
    options: {},
    variants: [[[], 1n, 9]],
    status: 'draft',
  },
]

async function insertGoods(tx: TenantTx, goods: Goods): Promise<string> {
  const { tenantId } = tx
  const product = await tx.product.create({
    data: {
      tenantId,
      handle: goods.handle,
      title: goods.title,
      vendor: goods.vendor,
      productType: goods.type,
      tags: goods.tags,
      status: goods.status ?? 'active',
    },
  })
  const options = Object.entries(goods.options).map(([name, values], index) => ({
    tenantId,
    productId: product.id,
    position: index + 1,
    name,
    values,
  }))
  await tx.productOption.createMany({ data: options })
  for (const [optionValues, priceMinor, onHand] of goods.variants) {
    const variant = await tx.productVariant.create({
      data: { tenantId, productId: product.id, optionValues, priceMinor },
    })
    const { id: warehouseId } = await tx.warehouse.findFirstOrThrow({ where: { tenantId } })
    await tx.stockLevel.create({ data: { tenantId, variantId: variant.id, warehouseId, onHand } })
  }
  const terms = goods.title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(' ')
  await tx.productTerm.createMany({ data: terms.map((term) => ({ tenantId, term, productId: product.id, weight: 8 })) })
  return product.id
}

async function insertHold(tx: TenantTx, variantId: string, quantity: number, expiresAt: Date): Promise<void> {
  const { tenantId } = tx
  const { productId } = await tx.productVariant.findFirstOrThrow({ where: { tenantId, id: variantId } })
  const { id: warehouseId } = await tx.warehouse.findFirstOrThrow({ where: { tenantId } })
  const money = {
    subtotalMinor: 1n,
    deliveryMinor: 0n,
    taxMinor: 0n,
    totalMinor: 1n,
    currency: 'EUR',
    pricesIncludeTax: true,
  }
  const order = await tx.order.create({
    data: {
      tenantId,
      number: BigInt(expiresAt.getTime()),
      publicToken: `hold-${quantity}`,
      email: 'a@b.example',
      name: 'A',
      address: {},
      ...money,
      deliveryName: '',
      paymentProvider: 'sandbox',
    },
  })
  const line = await tx.orderLine.create({
    data: {
      tenantId,
      orderId: order.id,
      position: 1,
      variantId,
      productId,
      title: '',
      quantity,
      unitPriceMinor: 1n,
      totalMinor: 1n,
      taxMinor: 0n,
    },
  })
  await tx.reservation.create({
    data: { tenantId, variantId, warehouseId, orderId: order.id, orderLineId: line.id, quantity, expiresAt },
  })
}

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ids = await shops.acme.inTenant(async (tx) => {
    const made: Record<string, string> = {}
    for (const goods of GOODS) made[goods.handle] = await insertGoods(tx, goods)
    const table = await tx.collection.create({
      data: { tenantId: tx.tenantId, handle: 'table', title: 'For the table', position: 1 },
    })
    await tx.collectionProduct.createMany({
      data: ['bowl', 'mug', 'draft'].map((handle, position) => ({
        tenantId: tx.tenantId,
        collectionId: table.id,
        productId: made[handle]!,
        position,
      })),
    })
    await tx.collection.create({
      data: {
        tenantId: tx.tenantId,
        handle: 'fresh',
        title: 'New in',
        position: 0,
        ruleField: 'tag',
        ruleValue: 'new',
      },
    })
    await tx.collection.create({ data: { tenantId: tx.tenantId, handle: 'secret', title: 'Secret', status: 'hidden' } })
    await syncCollections(tx, Object.values(made))
    return made
  })
  acme = await shops.acme.as('guest')
  globex = await shops.globex.as('guest')
})
afterAll(() => shops.close())

const handlesOf = (list: { cards: { handle: string }[] }) => list.cards.map(({ handle }) => handle)

describe('a collection', () => {
  it('lists its active products in the merchant’s order, and by rule', async () => {
    expect(handlesOf((await acme.storefront.collection({ handle: 'table' })).list)).toEqual(['bowl', 'mug'])
    expect(handlesOf((await acme.storefront.collection({ handle: 'fresh', sort: 'price-up' })).list)).toEqual([
      'mug',
      'lamp',
    ])
    expect((await acme.storefront.collections()).map(({ handle, products }) => [handle, products])).toEqual([
      ['fresh', 2],
      ['table', 2],
    ])
  })

  it('sorts by price and title', async () => {
    const sorted = async (sort: 'price-up' | 'price-down' | 'title') =>
      handlesOf((await acme.storefront.collection({ handle: 'all', sort })).list)
    expect(await sorted('price-up')).toEqual(['mug', 'bowl', 'lamp'])
    expect(await sorted('price-down')).toEqual(['lamp', 'bowl', 'mug'])
    expect(await sorted('title')).toEqual(['bowl', 'lamp', 'mug'])
  })

  it('filters by one variant that has all chosen values, with several values of one option as alternatives', async () => {
    const filtered = async (options: Record<string, string[]>) =>
      handlesOf((await acme.storefront.collection({ handle: 'all', sort: 'title', filters: { options } })).list)
    expect(await filtered({ Colour: ['Ink'] })).toEqual(['bowl', 'mug'])
    expect(await filtered({ Colour: ['Ink'], Size: ['L'] })).toEqual([])
    expect(await filtered({ Size: ['L', 'S'] })).toEqual(['lamp', 'mug'])
  })

  it('counts what each further choice would leave under all other filters', async () => {
    const { list } = await acme.storefront.collection({
      handle: 'all',
      filters: { options: { Colour: ['Ink'] }, availableOnly: true },
    })
    expect(handlesOf(list)).toEqual(['bowl'])
    expect(list.facets.options).toContainEqual({
      name: 'Colour',
      values: [
        { value: 'Sand', count: 1 },
        { value: 'Ink', count: 1 },
      ],
    })
    expect(list.facets.vendors).toEqual([{ value: 'Halden', count: 1 }])
    expect(list.facets.available).toBe(1)
    const vendor = await acme.storefront.collection({ handle: 'all', filters: { vendors: ['Kumo'] } })
    expect(vendor.list.facets.vendors).toEqual([
      { value: 'Halden', count: 2 },
      { value: 'Kumo', count: 1 },
    ])
    expect(vendor.list.facets.price).toEqual({ minMinor: 9000n, maxMinor: 9000n })
  })

  it('filters by price, vendor and tag together', async () => {
    const { list } = await acme.storefront.collection({
      handle: 'all',
      filters: { tags: ['gift'], vendors: ['Halden'], priceMinMinor: 2000n, priceMaxMinor: 3000n },
    })
    expect(handlesOf(list)).toEqual(['bowl'])
    expect(list).toMatchObject({ total: 1, page: 1, pages: 1 })
  })

  it('is not found when it is hidden, unknown, or another shop’s', async () => {
    for (const [api, handle] of [
      [acme, 'secret'],
      [acme, 'nothing'],
      [globex, 'table'],
    ] as const) {
      await expect(api.storefront.collection({ handle })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect((await globex.storefront.collection({ handle: 'all' })).list).toMatchObject({ total: 0, cards: [] })
    expect(await globex.storefront.collections()).toEqual([])
  })

  it('refuses a sort that does not exist and takes quotes in a filter as text', async () => {
    await expect(acme.storefront.collection({ handle: 'all', sort: 'id; drop' as never })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    })
    const { list } = await acme.storefront.collection({
      handle: 'all',
      filters: { options: { "C'": ["'); select set_config('app.tenant_id','x',true)--"] } },
    })
    expect(list.total).toBe(0)
  })
})

describe('a product', () => {
  it('comes with its options, its active variants and what can be sold of them', async () => {
    const { product, related } = await acme.storefront.product({ handle: 'mug' })
    expect(product.options).toEqual([
      { name: 'Colour', values: ['Sand', 'Ink'] },
      { name: 'Size', values: ['S', 'L'] },
    ])
    expect(product.variants.map(({ optionValues, available }) => [optionValues.join(), available]).toSorted()).toEqual([
      ['Ink,S', 0],
      ['Sand,L', 0],
      ['Sand,S', 5],
    ])
    expect(product.collections.map(({ handle }) => handle)).toEqual(['fresh', 'table'])
    expect(handlesOf({ cards: related })).toEqual(['bowl'])
  })

  it('says the same stock as inventory does, with holds that live and holds that expired', async () => {
    const { product } = await acme.storefront.product({ handle: 'bowl' })
    const variantId = product.variants[0]!.id
    const counts = await shops.acme.inTenant(async (tx) => {
      await tx.$executeRaw`update stock_levels set on_hand = 9, reserved = 5 where tenant_id = ${tx.tenantId}::uuid and variant_id = ${variantId}::uuid`
      await insertHold(tx, variantId, 2, new Date(Date.now() - 60_000))
      await insertHold(tx, variantId, 3, new Date(Date.now() + 60_000))
      return availableStock(tx, [variantId])
    })
    const after = await acme.storefront.product({ handle: 'bowl' })
    expect(after.product.variants[0]!.available).toBe(counts[0]!.available)
    expect(after.product.variants[0]!.available).toBe(6)
  })

  it('is not found when it is a draft, unknown, or another shop’s', async () => {
    for (const [api, handle] of [
      [acme, 'draft'],
      [acme, 'nothing'],
      [globex, 'mug'],
    ] as const) {
      await expect(api.storefront.product({ handle })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })
})

describe('search', () => {
  it('finds by the beginnings of all words, with or without accents', async () => {
    expect(handlesOf((await acme.storefront.search({ query: 'sto mug' })).list)).toEqual(['mug'])
    expect(handlesOf((await acme.storefront.search({ query: 'CAFÉ' })).list)).toEqual(['bowl'])
    expect(handlesOf((await acme.storefront.search({ query: 'stone lamp' })).list)).toEqual([])
  })

  it('offers the nearest spelling and what others buy when nothing is found', async () => {
    const found = await acme.storefront.search({ query: 'papr lmap' })
    expect(found.list.total).toBe(0)
    expect(found.corrections[0]).toBe('paper lamp')
    expect(found.bestSellers.length).toBe(3)
  })

  it('suggests products and collections while typing', async () => {
    const found = await acme.storefront.suggest({ query: 'sto' })
    expect(found.products.map(({ handle }) => handle)).toEqual(['mug'])
    expect((await acme.storefront.suggest({ query: 'tabl' })).collections).toEqual([
      { handle: 'table', title: 'For the table' },
    ])
    expect(await acme.storefront.suggest({ query: ' %_ ' })).toEqual({ products: [], collections: [] })
  })

  it('shows the neighbour nothing, not even a spelling', async () => {
    const found = await globex.storefront.search({ query: 'stoen' })
    expect(found).toMatchObject({ corrections: [], bestSellers: [], list: { total: 0 } })
    expect(await globex.storefront.suggest({ query: 'sto' })).toEqual({ products: [], collections: [] })
  })
})

it('shows the front, the home page, the policies and the sitemap of its own shop alone', async () => {
  expect((await acme.storefront.front()).menu.map(({ handle }) => handle)).toEqual(['fresh', 'table'])
  expect((await acme.storefront.home()).total).toBe(3)
  expect((await acme.storefront.sitemap()).map(({ path }) => path)).toContain('/products/mug')
  expect((await globex.storefront.sitemap()).filter(({ path }) => !path.startsWith('/pages/'))).toEqual([])
  expect((await globex.storefront.home()).newest).toEqual([])
  await expect(acme.storefront.policy({ key: 'returns' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(Object.keys(ids)).toHaveLength(4)
})
