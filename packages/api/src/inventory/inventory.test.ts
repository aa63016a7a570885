import type { TenantTx } from '@souk/db'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import {
  adjustStock,
  allocateStock,
  availableStock,
  convertHolds,
  findStockViolations,
  InsufficientStock,
  openLevels,
  releaseAllocations,
  releaseHolds,
  reserveStock,
  shipStock,
  StockChangedMeanwhile,
} from './index.ts'

let shops: TestShops
let variantId: string
const by = { kind: 'system', id: null, name: 'Test' } as const

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())
beforeEach(async () => {
  variantId = await newVariant(shops.acme, 10)
})

async function newVariant(shop: TestShop, onHand: number): Promise<string> {
  return shop.inTenant(async (tx) => {
    const { tenantId } = tx
    const product = await tx.product.create({
      data: { tenantId, handle: crypto.randomUUID(), title: 'Cup', status: 'active' },
    })
    const variant = await tx.productVariant.create({ data: { tenantId, productId: product.id, priceMinor: 100 } })
    await openLevels(tx, [variant.id])
    if (onHand) await adjustStock(tx, { variantId: variant.id, onHand, reason: 'count' }, by)
    return variant.id
  })
}

/** A line of an order that asks for units of the variant. */
async function demand(tx: TenantTx, quantity: number, variant = variantId) {
  const { tenantId } = tx
  const { productId } = await tx.productVariant.findFirstOrThrow({ where: { tenantId, id: variant } })
  const order = await tx.order.create({
    data: {
      tenantId,
      number: BigInt(Math.floor(Math.random() * 1e15)),
      publicToken: crypto.randomUUID(),
      email: 'a@b.example',
      name: 'A',
      address: {},
      currency: 'EUR',
      subtotalMinor: 0,
      deliveryMinor: 0,
      taxMinor: 0,
      totalMinor: 0,
      pricesIncludeTax: true,
      deliveryName: 'Post',
      paymentProvider: 'sandbox',
    },
  })
  const line = await tx.orderLine.create({
    data: {
      tenantId,
      orderId: order.id,
      position: 1,
      variantId: variant,
      productId,
      title: 'Cup',
      quantity,
      unitPriceMinor: 0,
      totalMinor: 0,
      taxMinor: 0,
    },
  })
  return { variantId: variant, orderId: order.id, orderLineId: line.id, quantity, backorder: false }
}

const level = () =>
  shops.acme.inTenant(async (tx) => {
    const [row] = await tx.$queryRaw<object[]>`
      select on_hand as "onHand", reserved, allocated from stock_levels where tenant_id = ${tx.tenantId}::uuid and variant_id = ${variantId}::uuid`
    return row
  })
const available = () => shops.acme.inTenant(async (tx) => (await availableStock(tx, [variantId]))[0]!.available)
const violations = () => shops.acme.inTenant(findStockViolations)

test('50 that race for 10 units: 10 have one, 40 are told it is gone, and the ledger adds up (M01)', async () => {
  const tries = await Promise.allSettled(
    Array.from({ length: 50 }, () => shops.acme.inTenant(async (tx) => reserveStock(tx, [await demand(tx, 1)], 15))),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  for (const lost of tries.filter((one) => one.status === 'rejected'))
    expect(lost.reason).toBeInstanceOf(InsufficientStock)
  expect(await level()).toEqual({ onHand: 10, reserved: 10, allocated: 0 })
  expect(await violations()).toEqual([])
})

test('carts that hold the same variants in opposite order all get through: rows are locked in key order (D08)', async () => {
  const other = await newVariant(shops.acme, 100)
  await shops.acme.inTenant((tx) => adjustStock(tx, { variantId, onHand: 100, reason: 'count' }, by))
  const buy = (first: string, second: string) =>
    shops.acme.inTenant(async (tx) => allocateStock(tx, [await demand(tx, 1, first), await demand(tx, 1, second)]))
  await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? buy(variantId, other) : buy(other, variantId))))
  expect(await level()).toEqual({ onHand: 100, reserved: 0, allocated: 30 })
  expect(await violations()).toEqual([])
})

test('two lines of one variant are summed before the check: neither order gets more than there is', async () => {
  const greedy = shops.acme.inTenant(async (tx) => allocateStock(tx, [await demand(tx, 6), await demand(tx, 6)]))
  await expect(greedy).rejects.toMatchObject({ shortages: [{ requested: 12, available: 10 }] })
  expect(await level()).toEqual({ onHand: 10, reserved: 0, allocated: 0 })
})

test('an expired hold counts as absent from that moment on, and the next taker ends it', async () => {
  await shops.acme.inTenant(async (tx) => reserveStock(tx, [await demand(tx, 10)], 15))
  expect(await available()).toBe(0)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    update reservations set expires_at = now() - interval '1 second' where tenant_id = ${tx.tenantId}::uuid and variant_id = ${variantId}::uuid`,
  )
  expect(await available()).toBe(10)
  await shops.acme.inTenant(async (tx) => reserveStock(tx, [await demand(tx, 4)], 15))
  expect(await level()).toEqual({ onHand: 10, reserved: 4, allocated: 0 })
  expect(await violations()).toEqual([])
})

test('a hold becomes an allocation, an allocation leaves on dispatch, and each step is in the ledger', async () => {
  const taken = await shops.acme.inTenant(async (tx) => {
    const wanted = await demand(tx, 3)
    await reserveStock(tx, [wanted], 15)
    return wanted
  })
  const takes = await shops.acme.inTenant((tx) => convertHolds(tx, taken.orderId))
  expect(takes).toMatchObject([{ quantity: 3 }])
  expect(await level()).toEqual({ onHand: 10, reserved: 0, allocated: 3 })
  expect(await shops.acme.inTenant((tx) => convertHolds(tx, taken.orderId))).toEqual([])
  const unit = { ...takes[0]!, quantity: 2 }
  await shops.acme.inTenant(async (tx) => {
    const fulfillment = await tx.fulfillment.create({
      data: { tenantId: tx.tenantId, orderId: taken.orderId, warehouseId: unit.warehouseId },
    })
    await shipStock(tx, [unit], fulfillment.id)
    await releaseAllocations(tx, [{ ...unit, quantity: 1 }])
  })
  expect(await level()).toEqual({ onHand: 8, reserved: 0, allocated: 0 })
  expect(await violations()).toEqual([])
})

test('a hold that is given back is available again, once', async () => {
  const { orderId } = await shops.acme.inTenant(async (tx) => {
    const wanted = await demand(tx, 10)
    await reserveStock(tx, [wanted], 15)
    return wanted
  })
  await shops.acme.inTenant((tx) => releaseHolds(tx, orderId))
  await shops.acme.inTenant((tx) => releaseHolds(tx, orderId))
  expect(await level()).toEqual({ onHand: 10, reserved: 0, allocated: 0 })
})

test('a count that is based on an old number is refused instead of overwriting a newer one (IN11)', async () => {
  const stale = shops.acme.inTenant((tx) =>
    adjustStock(tx, { variantId, onHand: 4, expectedOnHand: 9, reason: 'count' }, by),
  )
  await expect(stale).rejects.toBeInstanceOf(StockChangedMeanwhile)
  expect(await available()).toBe(10)
})

test('no more can be shipped or released than was allocated: the checks of the database hold', async () => {
  const wanted = await shops.acme.inTenant((tx) => demand(tx, 1))
  const warehouse = await shops.acme.inTenant((tx) => tx.warehouse.findFirstOrThrow())
  const unit = { ...wanted, warehouseId: warehouse.id, quantity: 1 }
  await expect(shops.acme.inTenant((tx) => releaseAllocations(tx, [unit]))).rejects.toThrow('stock_levels_allocated')
  expect(await level()).toEqual({ onHand: 10, reserved: 0, allocated: 0 })
})

test("the neighbour's stock is neither seen nor taken (other tenant)", async () => {
  expect(await shops.globex.inTenant((tx) => availableStock(tx, [variantId]))).toEqual([])
  const theft = shops.globex.inTenant((tx) => adjustStock(tx, { variantId, onHand: 0, reason: 'theft' }, by))
  await expect(theft).rejects.toMatchObject({ code: 'not_found' })
  const own = await newVariant(shops.globex, 1)
  const claim = shops.globex.inTenant(async (tx) => {
    return allocateStock(tx, [{ ...(await demand(tx, 1, own)), variantId }])
  })
  await expect(claim).rejects.toBeInstanceOf(InsufficientStock)
  expect(await level()).toEqual({ onHand: 10, reserved: 0, allocated: 0 })
})

test('units that lie on a shelf of a variant that is gone are named as a violation; an emptied shelf is none', async () => {
  const emptied = await newVariant(shops.acme, 3)
  await shops.acme.inTenant((tx) => adjustStock(tx, { variantId: emptied, onHand: 0, reason: 'written off' }, by))
  await shops.acme.inTenant((tx) => tx.productVariant.deleteMany({ where: { id: { in: [variantId, emptied] } } }))
  expect(await violations()).toEqual([
    expect.objectContaining({ rule: 'nothing of a variant that is gone', variantId, level: 10, ledger: 0 }),
  ])
})
