import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { availableStock, findStockViolations } from '../inventory/index.ts'
import { findUnbalancedEntries } from '../ledger/index.ts'
import { getSandboxSecret, requestCapture, requestRefund, signWebhook } from '../payments/index.ts'
import type { Api } from '../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { openWebhookDoor } from '../testing/webhook-door.ts'
import { expireOrder } from './expire-order.ts'

let shops: TestShops
let acme: TestShop
let door: Awaited<ReturnType<typeof openWebhookDoor>>
let variantId: string
let api: Api
let order: Awaited<ReturnType<typeof placeAndPay>>

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
  door = await openWebhookDoor(acme)
})
afterAll(async () => {
  await door.close()
  await shops.close()
})
beforeEach(async () => {
  ;({ variantId } = await makeVariant(acme, { onHand: 3 }))
  ;({ api } = await makeShopper(acme, [{ variantId, quantity: 2 }], { request: door.request }))
  order = await placeAndPay(api)
})

type Tell = 'once' | 'twice' | 'never'
const approve = (tell: Tell, reference = order.reference) =>
  api.sandbox.decide({ reference, decision: { deed: 'approve', tell } })
const page = () => api.checkout.order({ token: order.token })
const work = () => runJobs(acme, shops.filesDir)
const deeds = (action: string) =>
  acme.inTenant((tx) => tx.auditEntry.count({ where: { tenantId: tx.tenantId, subjectId: order.orderId, action } }))
const available = async () => (await acme.inTenant((tx) => availableStock(tx, [variantId])))[0]!.available
const endHold = () =>
  acme.inTenant(async (tx) => {
    await tx.$executeRaw`update orders set hold_expires_at = now() - interval '1 second' where tenant_id = ${tx.tenantId}::uuid and id = ${order.orderId}::uuid`
    await tx.$executeRaw`update reservations set expires_at = now() - interval '1 second' where tenant_id = ${tx.tenantId}::uuid and order_id = ${order.orderId}::uuid`
    await tx.$executeRaw`update jobs set run_at = now() where tenant_id = ${tx.tenantId}::uuid and kind = 'orders.expire' and dedupe_key = ${order.orderId}`
  })
const payments = () =>
  acme.inTenant((tx) => tx.payment.findMany({ where: { tenantId: tx.tenantId, orderId: order.orderId } }))
const exact = async () => {
  expect(await acme.inTenant(findStockViolations)).toEqual([])
  expect(await acme.inTenant(findUnbalancedEntries)).toEqual([])
}

test('an approved payment authorises the order through the webhook, and its units are claimed', async () => {
  await approve('once')
  expect((await page()).paymentStatus).toBe('pending')
  await work()
  expect(door.received.at(-1)!.status).toBe(200)
  expect(await page()).toMatchObject({ paymentStatus: 'authorized', status: 'open', payable: false })
  const [allocation] = await acme.inTenant((tx) =>
    tx.allocation.findMany({ where: { tenantId: tx.tenantId, variantId } }),
  )
  expect(allocation!.quantity).toBe(2)
  await exact()
})

test('the same webhook 20 times at once has one effect, and all are counted', async () => {
  await approve('never')
  const id = `evt_${crypto.randomUUID()}`
  const body = JSON.stringify({ id, type: 'charge.authorized', reference: order.reference })
  const signature = signWebhook(await acme.inTenant(getSandboxSecret), body, new Date())
  await Promise.all(Array.from({ length: 20 }, () => api.checkout.webhook({ provider: 'sandbox', body, signature })))
  const [event] = await acme.inTenant((tx) =>
    tx.webhookEvent.findMany({ where: { tenantId: tx.tenantId, providerEventId: id } }),
  )
  expect(event).toMatchObject({ receivedCount: 20, status: 'applied', outcome: 'authorized' })
  expect(await deeds('payment.authorized')).toBe(1)
  expect(await available()).toBe(1)
  await exact()
})

test('a browser that returns and webhooks that arrive race, and settle once', async () => {
  await approve('twice')
  await Promise.all([api.checkout.returned(order), work(), api.checkout.returned(order), api.checkout.pay(order)])
  expect(await deeds('payment.authorized')).toBe(1)
  expect((await page()).paymentStatus).toBe('authorized')
  await exact()
})

test('a webhook that is never sent is made good by the browser, or by the last look before expiry', async () => {
  await approve('never')
  await endHold()
  await work()
  expect(await page()).toMatchObject({ status: 'open', paymentStatus: 'authorized' })
  await exact()
})

test('a declined payment leaves the order to be paid by another attempt, and says why', async () => {
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'decline', reason: 'card_expired' } })
  await work()
  expect(await page()).toMatchObject({
    paymentStatus: 'failed',
    status: 'open',
    payable: true,
    failureReason: 'The card has expired.',
  })
  const again = (await api.checkout.pay({ token: order.token })).pageUrl!.split('/').at(-1)!
  expect(again).not.toBe(order.reference)
  await approve('once', again)
  await work()
  expect((await page()).paymentStatus).toBe('authorized')
  expect((await payments()).map((payment) => payment.status).toSorted()).toEqual(['authorized', 'failed'])
})

test('asked to pay again while a payment is open, the same charge comes back', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => api.checkout.pay({ token: order.token })))
  expect(new Set(answers.map(({ pageUrl }) => pageUrl!.split('/').at(-1)))).toEqual(new Set([order.reference]))
  expect(await payments()).toHaveLength(1)
})

test('an order that is not paid in time is cancelled, not before; its units and its charge are let go', async () => {
  expect(await acme.inTenant((tx) => expireOrder(tx, order.orderId))).toBe(false)
  expect((await page()).status).toBe('open')
  await endHold()
  await work()
  expect(await page()).toMatchObject({
    status: 'cancelled',
    paymentStatus: 'voided',
    cancelReason: 'Not paid in time.',
  })
  const [level] = await acme.inTenant((tx) => tx.stockLevel.findMany({ where: { tenantId: tx.tenantId, variantId } }))
  expect(level).toMatchObject({ onHand: 3, reserved: 0, allocated: 0 })
  expect(await available()).toBe(3)
  expect((await api.sandbox.charge({ reference: order.reference })).status).toBe('voided')
  await expect(api.checkout.pay({ token: order.token })).rejects.toThrow('cancelled')
  await exact()
})

test('paid after the hold ended: units that are still there are taken again', async () => {
  await endHold()
  await approve('never')
  await api.checkout.returned(order)
  expect(await page()).toMatchObject({ status: 'open', paymentStatus: 'authorized' })
  expect(await available()).toBe(1)
  await exact()
})

test('paid but gone: the order is cancelled with the reason and the money goes back by itself', async () => {
  await endHold()
  const other = await makeShopper(acme, [{ variantId, quantity: 3 }], { request: door.request })
  await placeAndPay(other.api)
  await approve('never')
  await api.checkout.returned(order)
  expect((await page()).cancelReason).toContain('Sold out')
  await work()
  expect(await page()).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' })
  expect((await api.sandbox.charge({ reference: order.reference })).status).toBe('voided')
  expect(await available()).toBe(0)
  await exact()
})

test('a capture books sales, delivery and tax to the last unit, in parts as well', async () => {
  await approve('never')
  await api.checkout.returned(order)
  const { totalMinor } = await page()
  for (const amountMinor of [1001n, totalMinor - 1001n]) {
    await acme.inTenant((tx) => requestCapture(tx, { orderId: order.orderId, amountMinor }))
    await work()
  }
  expect(await page()).toMatchObject({ paymentStatus: 'paid' })
  const sums = await acme.inTenant(
    (tx) => tx.$queryRaw<{ account: string; sum: bigint }[]>`
    select account, sum(amount_minor)::bigint as sum from journal_lines l join journal_entries e on e.tenant_id = l.tenant_id and e.id = l.entry_id
    where e.tenant_id = ${tx.tenantId}::uuid and e.order_id = ${order.orderId}::uuid group by account order by account`,
  )
  const { taxMinor } = await page()
  expect(Object.fromEntries(sums.map(({ account, sum }) => [account, sum]))).toMatchObject({
    gateway_clearing: totalMinor,
    tax_payable: -taxMinor,
  })
  await exact()
})

test('refunds at the same moment never exceed what was captured', async () => {
  await approve('never')
  await api.checkout.returned(order)
  await acme.inTenant((tx) => requestCapture(tx, { orderId: order.orderId }))
  await work()
  const { totalMinor } = await page()
  const third = totalMinor / 3n
  const asked = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      acme.inTenant((tx) => requestRefund(tx, { orderId: order.orderId, amountMinor: third, reason: 'Damaged' })),
    ),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  await work()
  const [payment] = await payments()
  expect(payment).toMatchObject({ refundedMinor: third * 3n, refundPendingMinor: 0n, capturedMinor: totalMinor })
  expect((await page()).refundedMinor).toBe(third * 3n)
  await exact()
})

test('money of a neighbour is out of reach: no capture, no refund, no charge of another shop', async () => {
  const neighbour = await shops.globex.as('guest')
  await expect(neighbour.sandbox.charge({ reference: order.reference })).rejects.toThrow('does not exist')
  const decision = { deed: 'approve', tell: 'once' } as const
  await expect(neighbour.sandbox.decide({ reference: order.reference, decision })).rejects.toThrow('does not exist')
  await expect(shops.globex.inTenant((tx) => requestCapture(tx, { orderId: order.orderId }))).rejects.toThrow(
    'Nothing is left',
  )
  await expect(
    shops.globex.inTenant((tx) => requestRefund(tx, { orderId: order.orderId, amountMinor: 1n, reason: '' })),
  ).rejects.toThrow('does not exist')
})
