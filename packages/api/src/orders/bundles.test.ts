import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { availableStock, findStockViolations } from '../inventory/index.ts'
import type { Api } from '../root.ts'
import { makeBundle } from '../testing/bundle.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { checkoutForm, makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { expireOrder } from './expire-order.ts'

let shops: TestShops
let acme: TestShop
let staff: Api

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme } = shops)
  staff = await acme.as({ role: 'owner' })
})
afterAll(() => shops.close())

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const violations = () => acme.inTenant(findStockViolations)
const available = (...variants: { variantId: string }[]) =>
  acme.inTenant(async (tx) => {
    const rows = await availableStock(
      tx,
      variants.map(({ variantId }) => variantId),
    )
    return variants.map(({ variantId }) => rows.find((row) => row.variantId === variantId)!.available)
  })
const levels = (variantId: string) =>
  acme.inTenant((tx) =>
    tx.stockLevel.findMany({ where: { tenantId: tx.tenantId, variantId }, orderBy: { warehouseId: 'asc' } }),
  )

/** Two cups and a pot, of each some on the shelf. */
async function teaSet(cups = 10, pots = 4) {
  const [cup, pot] = [await makeVariant(acme, { onHand: cups }), await makeVariant(acme, { onHand: pots })]
  return {
    cup,
    pot,
    set: await makeBundle(acme, [
      [cup, 2],
      [pot, 1],
    ]),
  }
}

/** An order of so many bundles, authorised at the sandbox, and captured on request. */
async function paidOrder(
  variantId: string,
  quantity: number,
  capture = false,
): Promise<{ orderId: string; token: string }> {
  const { api } = await makeShopper(acme, [{ variantId, quantity }])
  const order = await placeAndPay(api)
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'never' } })
  await api.checkout.returned({ token: order.token })
  if (capture) {
    const { version } = await staff.orders.byId({ orderId: order.orderId })
    await staff.orders.capture({ orderId: order.orderId, version })
    await runJobs(acme, shops.filesDir)
  }
  return order
}

async function shipAll(orderId: string): Promise<void> {
  const version = async () => (await staff.orders.byId({ orderId })).version
  await staff.fulfillment.startPicking({ orderId, version: await version() })
  for (const { id } of await staff.fulfillment.ofOrder({ orderId })) await shipOne(orderId, id)
}

async function shipOne(orderId: string, fulfillmentId: string): Promise<void> {
  const read = async () => (await staff.fulfillment.ofOrder({ orderId })).find(({ id }) => id === fulfillmentId)!
  const opened = await read()
  const lines = opened.lines.map(({ orderLineId, variantId, quantity }) => ({
    orderLineId,
    variantId,
    pickedQuantity: quantity,
  }))
  await staff.fulfillment.pick({ fulfillmentId, version: opened.version, lines })
  await staff.fulfillment.pack({ fulfillmentId, version: (await read()).version })
  await staff.fulfillment.ship({ fulfillmentId, version: (await read()).version, carrier: 'DHL', trackingNumber: '1' })
}

test('of a bundle there are as many as its scarcest part makes, on its page, on cards and in the ledger’s own answer', async () => {
  const { cup, set } = await teaSet(7, 9)
  expect(await available(set)).toEqual([3])
  const guest = await acme.as('guest')
  const { handle } = await acme.inTenant((tx) =>
    tx.product.findUniqueOrThrow({ where: { tenantId_id: { tenantId: tx.tenantId, id: set.productId } } }),
  )
  expect((await guest.storefront.product({ handle })).product.variants).toMatchObject([
    { available: 3, backorder: false },
  ])
  const { list } = await guest.storefront.search({ query: '', filters: {} })
  expect(list.cards.find(({ id }) => id === set.productId)).toMatchObject({ available: 3 })
  await makeShopper(acme, [{ variantId: cup.variantId, quantity: 1 }])
  const { api } = await makeShopper(acme, [{ variantId: cup.variantId, quantity: 2 }])
  await api.checkout.place(await checkoutForm(api))
  expect(await available(set, cup)).toEqual([2, 5])
})

test('an order of bundles holds its parts, claims them when paid, and they leave with the parcel', async () => {
  const { cup, pot, set } = await teaSet()
  const order = await paidOrder(set.variantId, 3, true)
  expect(await available(cup, pot, set)).toEqual([4, 1, 1])
  expect(await levels(cup.variantId)).toMatchObject([{ onHand: 10, reserved: 0, allocated: 6 }])
  const detail = await staff.orders.byId({ orderId: order.orderId })
  expect(detail.lines).toMatchObject([{ quantity: 3, allocated: 3, components: [{ quantity: 2 }, { quantity: 1 }] }])
  await shipAll(order.orderId)
  expect(await levels(cup.variantId)).toMatchObject([{ onHand: 4, allocated: 0 }])
  expect(await levels(pot.variantId)).toMatchObject([{ onHand: 1, allocated: 0 }])
  expect((await staff.orders.byId({ orderId: order.orderId })).lines).toMatchObject([{ shippedQuantity: 3 }])
  expect(await violations()).toEqual([])
})

test('an order that is cancelled, or not paid in time, gives every part back', async () => {
  const { cup, pot, set } = await teaSet()
  const paid = await paidOrder(set.variantId, 2)
  await staff.orders.cancel({
    orderId: paid.orderId,
    version: (await staff.orders.byId(paid)).version,
    reason: 'Asked',
  })
  expect(await available(cup, pot, set)).toEqual([10, 4, 4])
  const { api } = await makeShopper(acme, [{ variantId: set.variantId, quantity: 4 }])
  const { orderId } = await api.checkout.place(await checkoutForm(api))
  expect(await available(cup, pot, set)).toEqual([2, 0, 0])
  await acme.inTenant(async (tx) => {
    await tx.$executeRaw`update orders set hold_expires_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid`
    await expireOrder(tx, orderId)
  })
  expect(await available(cup, pot, set)).toEqual([10, 4, 4])
  expect(await violations()).toEqual([])
})

test('a refund with restock puts the parts of the chosen bundles back, before and after they left', async () => {
  const { cup, pot, set } = await teaSet()
  const order = await paidOrder(set.variantId, 3, true)
  const refund = async (quantity: number) => {
    const { version, lines } = await staff.orders.byId({ orderId: order.orderId })
    const chosen = [{ orderLineId: lines[0]!.id, quantity }]
    await staff.orders.refund({
      orderId: order.orderId,
      version,
      lines: chosen,
      delivery: false,
      restock: true,
      reason: 'Broken',
    })
  }
  await refund(1)
  expect(await available(cup, pot)).toEqual([6, 2])
  await shipAll(order.orderId)
  expect(await levels(cup.variantId)).toMatchObject([{ onHand: 6, allocated: 0 }])
  await refund(2)
  expect(await levels(cup.variantId)).toMatchObject([{ onHand: 10 }])
  expect(await levels(pot.variantId)).toMatchObject([{ onHand: 4 }])
  expect(await violations()).toEqual([])
})

test('the last part, wanted by a bundle and by a single sale at once: exactly one of them wins', async () => {
  for (let round = 0; round < 8; round++) {
    const [cup, pot] = [await makeVariant(acme, { onHand: 2 }), await makeVariant(acme, { onHand: 5 })]
    const set = await makeBundle(acme, [
      [pot, 1],
      [cup, 2],
    ])
    const buyers = await Promise.all([
      makeShopper(acme, [{ variantId: set.variantId, quantity: 1 }]),
      makeShopper(acme, [
        { variantId: cup.variantId, quantity: 1 },
        { variantId: pot.variantId, quantity: 5 },
      ]),
    ])
    const forms = await Promise.all(buyers.map(({ api }) => checkoutForm(api)))
    const outcomes = await Promise.all(
      buyers.map(({ api }, nth) => api.checkout.place(forms[nth]!).then(() => 'placed' as const, codeOf)),
    )
    expect(outcomes.toSorted()).toEqual(['insufficient_stock', 'placed'])
    expect(await violations()).toEqual([])
  }
})

test('a bundle and one of its parts in the same cart are not both promised the last unit', async () => {
  const { cup, set } = await teaSet(2, 1)
  const { api } = await makeShopper(acme, [
    { variantId: set.variantId, quantity: 1 },
    { variantId: cup.variantId, quantity: 1 },
  ])
  const { lines, blocked } = await api.carts.current()
  expect(lines.map(({ notices }) => notices)).toEqual([[], [{ kind: 'short', available: 0 }]])
  expect(blocked).toBe(true)
  await api.carts.accept()
  expect((await api.carts.current()).lines).toMatchObject([{ variantId: set.variantId, available: 1 }])
})

test('an order keeps the parts it was sold with when the bundle is made of something else later', async () => {
  const { cup, pot, set } = await teaSet()
  const order = await paidOrder(set.variantId, 1, true)
  const jug = await makeVariant(acme)
  await staff.catalog.bundles.save({
    productId: set.productId,
    variants: [{ variantId: set.variantId, components: [{ variantId: jug.variantId, quantity: 1 }] }],
  })
  await shipAll(order.orderId)
  expect(await levels(cup.variantId)).toMatchObject([{ onHand: 8 }])
  expect(await levels(pot.variantId)).toMatchObject([{ onHand: 3 }])
  expect(await levels(jug.variantId)).toMatchObject([{ onHand: 10 }])
})

test('parts that lie in two warehouses leave in two parcels; the bundle has left when both have', async () => {
  const { cup, pot, set } = await teaSet(0, 0)
  await acme.inTenant(async (tx) => {
    const { tenantId } = tx
    const second = await tx.warehouse.create({
      data: { tenantId, code: crypto.randomUUID().slice(0, 8), name: 'North', country: 'DE', position: 9 },
    })
    for (const { variantId } of [cup, pot])
      await tx.stockLevel.create({ data: { tenantId, variantId, warehouseId: second.id } })
    const here = await tx.stockLevel.findFirstOrThrow({
      where: { tenantId, variantId: cup.variantId, warehouseId: { not: second.id } },
    })
    for (const [variantId, warehouseId] of [
      [cup.variantId, here.warehouseId],
      [pot.variantId, second.id],
    ] as const) {
      await tx.stockMovement.create({ data: { tenantId, variantId, warehouseId, quantity: 5, kind: 'received' } })
      await tx.stockLevel.updateMany({ where: { tenantId, variantId, warehouseId }, data: { onHand: 5 } })
    }
  })
  expect(await available(set)).toEqual([2])
  const order = await paidOrder(set.variantId, 2, true)
  const shipped = async () => (await staff.orders.byId({ orderId: order.orderId })).lines[0]!.shippedQuantity
  await staff.fulfillment.startPicking({ orderId: order.orderId, version: (await staff.orders.byId(order)).version })
  const parcels = await staff.fulfillment.ofOrder({ orderId: order.orderId })
  expect(parcels.map(({ lines }) => lines.map(({ quantity }) => quantity)).toSorted()).toEqual([[2], [4]])
  await shipOne(order.orderId, parcels[0]!.id)
  expect(await shipped()).toBe(0)
  await shipOne(order.orderId, parcels[1]!.id)
  expect(await shipped()).toBe(2)
  expect(await violations()).toEqual([])
})
