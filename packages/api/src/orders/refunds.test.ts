import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findStockViolations } from '../inventory/index.ts'
import type { Api } from '../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeOrder, type TestOrder } from '../testing/order.ts'
import { priceRefund, type RefundableOrder } from './price-refund.ts'
import { settleRefund } from './settle-refund.ts'

let shops: TestShops
let acme: TestShop
let api: Api

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
  api = await acme.as({ role: 'owner' })
})
afterAll(() => shops.close())

const paymentOf = (order: TestOrder) =>
  acme.inTenant((tx) => tx.payment.findFirstOrThrow({ where: { tenantId: tx.tenantId, id: order.paymentId } }))
const refund = (order: TestOrder, version: number, more: object) =>
  api.orders.refund({
    orderId: order.id,
    version,
    lines: [],
    delivery: false,
    restock: false,
    reason: 'Broken',
    ...more,
  })

test('refunding the units of a line one by one gives to the cent what the line cost', () => {
  const order: RefundableOrder = {
    lines: [{ orderLineId: 'a', quantity: 3, refundedQuantity: 0, totalMinor: 1000n, taxMinor: 190n }],
    deliveryMinor: 0n,
    deliveryTaxMinor: 0n,
    pricesIncludeTax: false,
    deliveryRefunded: false,
    refundableMinor: 10_000n,
  }
  const parts = [0, 1, 2].map((refundedQuantity) => {
    const lines = [{ ...order.lines[0]!, refundedQuantity }]
    return priceRefund({ ...order, lines }, { lines: [{ orderLineId: 'a', quantity: 1 }], delivery: false }).amountMinor
  })
  expect(parts.reduce((sum, part) => sum + part)).toBe(1190n)
})

test('the preview is never above what is left of the captured money', async () => {
  const order = await makeOrder(acme)
  await refund(order, 1, { amountMinor: 2000n })
  const choice = { orderId: order.id, lines: [{ orderLineId: order.lines[0]!.id, quantity: 2 }], delivery: true }
  expect(await api.orders.previewRefund(choice)).toMatchObject({ chosenMinor: 2490n, amountMinor: 490n })
})

test('an amount above what is left is refused at its field and sets nothing aside', async () => {
  const order = await makeOrder(acme)
  await expect(refund(order, 1, { amountMinor: order.totalMinor + 1n })).rejects.toMatchObject({
    cause: { fields: { amount: expect.any(String) } },
  })
  expect((await paymentOf(order)).refundPendingMinor).toBe(0n)
})

test('twenty refunds at the same moment never promise more than was captured', async () => {
  const order = await makeOrder(acme)
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => refund(order, 1, { amountMinor: 1000n })))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  // With the newest version each time, as members who reload would send it, the money is the limit.
  for (let turn = 0; turn < 5; turn++) {
    const { version } = await api.orders.byId({ orderId: order.id })
    await refund(order, version, { amountMinor: 1000n }).catch(() => {})
  }
  expect((await paymentOf(order)).refundPendingMinor).toBe(2000n)
})

test('units that have not left go back on sale and are no longer shipped; units that have left come back on hand', async () => {
  const [early, late] = [await makeOrder(acme), await makeOrder(acme)]
  await refund(early, 1, { lines: [{ orderLineId: early.lines[0]!.id, quantity: 1 }], restock: true })
  expect((await api.orders.byId({ orderId: early.id })).lines[0]).toMatchObject({
    allocated: 1,
    refundedQuantity: 1,
    onHand: 10,
  })

  await api.fulfillment.startPicking({ orderId: late.id, version: 1 })
  const parcel = async () => (await api.fulfillment.ofOrder({ orderId: late.id }))[0]!
  const key = async () => ({ fulfillmentId: (await parcel()).id, version: (await parcel()).version })
  await api.fulfillment.pick({ ...(await key()), lines: [{ orderLineId: late.lines[0]!.id, pickedQuantity: 2 }] })
  await expect(
    refund(late, (await api.orders.byId({ orderId: late.id })).version, {
      lines: [{ orderLineId: late.lines[0]!.id, quantity: 1 }],
      restock: true,
    }),
  ).rejects.toThrow('being picked')
  await api.fulfillment.pack(await key())
  await api.fulfillment.ship({ ...(await key()), carrier: 'DHL' })
  const { version } = await api.orders.byId({ orderId: late.id })
  await refund(late, version, { lines: [{ orderLineId: late.lines[0]!.id, quantity: 2 }], restock: true })
  expect((await api.orders.byId({ orderId: late.id })).lines[0]).toMatchObject({ onHand: 10, refundedQuantity: 2 })
  expect(await acme.inTenant(findStockViolations)).toEqual([])
})

test('an order of which nothing is left to ship is closed, and the delivery is refunded once', async () => {
  const order = await makeOrder(acme)
  await refund(order, 1, { lines: [{ orderLineId: order.lines[0]!.id, quantity: 2 }], delivery: true, restock: true })
  const { status, version, whyNot } = await api.orders.byId({ orderId: order.id })
  expect({ status, refund: whyNot.refund }).toEqual({
    status: 'closed',
    refund: 'Everything that was captured is refunded.',
  })
  await expect(refund(order, version, { delivery: true })).rejects.toThrow('Everything that was captured is refunded.')
})

test('a refund that the payment company refuses frees the units and the money for another try', async () => {
  const order = await makeOrder(acme)
  await refund(order, 1, { lines: [{ orderLineId: order.lines[0]!.id, quantity: 2 }], delivery: true })
  const { id } = await acme.inTenant((tx) => tx.refund.findFirstOrThrow({ where: { orderId: order.id } }))
  await acme.inTenant((tx) => settleRefund(tx, id, { succeeded: false, reason: 'The card is closed.' }))
  await acme.inTenant((tx) => settleRefund(tx, id, { succeeded: false, reason: 'The card is closed.' }))
  expect(await paymentOf(order)).toMatchObject({ refundPendingMinor: 0n, refundedMinor: 0n })
  const { lines, deliveryRefunded } = await api.orders.refundable({ orderId: order.id })
  expect({ refunded: lines[0]!.refundedQuantity, deliveryRefunded }).toEqual({ refunded: 0, deliveryRefunded: false })
})

test('the neighbour can neither see what is left to refund nor price it', async () => {
  const order = await makeOrder(acme)
  const globex = await shops.globex.as({ role: 'owner' })
  await expect(globex.orders.refundable({ orderId: order.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(globex.orders.previewRefund({ orderId: order.id, lines: [], delivery: true })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
