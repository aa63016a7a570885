import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findStockViolations } from '../inventory/index.ts'
import type { Api } from '../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeOrder } from '../testing/order.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { checkoutForm, makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { openWebhookDoor } from '../testing/webhook-door.ts'

let shops: TestShops
let acme: TestShop
let door: Awaited<ReturnType<typeof openWebhookDoor>>
let owner: Api

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
  door = await openWebhookDoor(acme)
  owner = await acme.as({ role: 'owner' })
})
afterAll(async () => {
  await door.close()
  await shops.close()
})

/** A guest buys, approves, and the money is captured. */
async function buy(lines: { variantId: string; quantity: number }[]) {
  const { api } = await makeShopper(acme, lines, { request: door.request })
  const order = await placeAndPay(api)
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'once' } })
  await runJobs(acme, shops.filesDir)
  const detail = () => owner.orders.byId({ orderId: order.orderId })
  if ((await detail()).paymentStatus === 'authorized') {
    await owner.orders.capture({ orderId: order.orderId, version: (await detail()).version })
    await runJobs(acme, shops.filesDir)
  }
  return { ...order, detail }
}

async function sendOff(orderId: string): Promise<void> {
  const { version } = await owner.orders.byId({ orderId })
  await owner.fulfillment.startPicking({ orderId, version })
  const parcel = async () => {
    const [found] = await owner.fulfillment.ofOrder({ orderId })
    return { fulfillmentId: found!.id, version: found!.version, lines: found!.lines }
  }
  const opened = await parcel()
  const lines = opened.lines.map(({ orderLineId, quantity }) => ({ orderLineId, pickedQuantity: quantity }))
  await owner.fulfillment.pick({ ...opened, lines })
  await owner.fulfillment.pack(await parcel())
  await owner.fulfillment.ship({ ...(await parcel()), carrier: 'DHL' })
  await owner.fulfillment.deliver(await parcel())
}

test('more is ordered than there is, of what may be ordered all the same: it is paid, and claimed as one', async () => {
  const { variantId } = await makeVariant(acme, { onHand: 1, backorder: true })
  const order = await buy([{ variantId, quantity: 3 }])
  expect(await order.detail()).toMatchObject({ paymentStatus: 'paid', status: 'open', lines: [{ allocated: 3 }] })
  expect(await acme.inTenant(findStockViolations)).toEqual([])
})

test('goods that are not counted are picked, sent and delivered like others, and leave no trace in the stock', async () => {
  const uncounted = await makeVariant(acme, { onHand: 0, trackStock: false })
  const counted = await makeVariant(acme, { onHand: 5 })
  const alone = await buy([{ variantId: uncounted.variantId, quantity: 2 }])
  await sendOff(alone.orderId)
  expect(await alone.detail()).toMatchObject({ status: 'closed', lines: [{ shippedQuantity: 2, onHand: 0 }] })
  const mixed = await buy([
    { variantId: uncounted.variantId, quantity: 2 },
    { variantId: counted.variantId, quantity: 1 },
  ])
  await sendOff(mixed.orderId)
  expect((await mixed.detail()).lines.map(({ shippedQuantity }) => shippedQuantity).toSorted()).toEqual([1, 2])
  expect(await acme.inTenant(findStockViolations)).toEqual([])
})

test('a small amount given back does not close an order of goods that are not counted', async () => {
  const { variantId } = await makeVariant(acme, { onHand: 0, trackStock: false })
  const order = await buy([{ variantId, quantity: 2 }])
  const { version } = await order.detail()
  const none = { lines: [], delivery: false, restock: false, reason: 'Late' }
  await owner.orders.refund({ orderId: order.orderId, version, amountMinor: 100n, ...none })
  expect(await order.detail()).toMatchObject({ status: 'open', whyNot: { startPicking: null } })
})

test('an order that costs nothing is paid from the start, asks for no payment and can be sent', async () => {
  await acme.inTenant((tx) =>
    tx.deliveryMethod.updateMany({ where: { tenantId: tx.tenantId }, data: { priceMinor: 0, freeFromMinor: null } }),
  )
  const { variantId } = await makeVariant(acme, { onHand: 2, priceMinor: 0n })
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }], { request: door.request })
  const { orderId, token } = await api.checkout.place(await checkoutForm(api))
  expect(await api.checkout.pay({ token })).toEqual({ pageUrl: null })
  await sendOff(orderId)
  expect(await owner.orders.byId({ orderId })).toMatchObject({ status: 'closed', paymentStatus: 'paid' })
  expect(await acme.inTenant(findStockViolations)).toEqual([])
})

test('a line that is named twice in a refund is refused: its units would come back twice', async () => {
  const order = await makeOrder(acme)
  const line = { orderLineId: order.lines[0]!.id, quantity: 2 }
  const twice = { orderId: order.id, lines: [line, line], delivery: false }
  await expect(owner.orders.refund({ ...twice, version: 1, restock: true, reason: 'Broken' })).rejects.toMatchObject({
    cause: { code: 'invalid_input' },
  })
  await expect(owner.orders.previewRefund(twice)).rejects.toMatchObject({ cause: { code: 'invalid_input' } })
  expect((await owner.orders.byId({ orderId: order.id })).lines[0]).toMatchObject({ allocated: 2, refundedQuantity: 0 })
  expect(await acme.inTenant(findStockViolations)).toEqual([])
})
