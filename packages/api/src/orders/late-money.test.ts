import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { claimJob } from '../basics/index.ts'
import { jobHandlers, type JobContext } from '../job-handlers.ts'
import { findUnbalancedEntries } from '../ledger/index.ts'
import { getGateway, requestCapture, requestRefund } from '../payments/index.ts'
import type { Api } from '../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { openWebhookDoor } from '../testing/webhook-door.ts'

let shops: TestShops
let acme: TestShop
let door: Awaited<ReturnType<typeof openWebhookDoor>>
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
  const { variantId } = await makeVariant(acme, { onHand: 3 })
  ;({ api } = await makeShopper(acme, [{ variantId, quantity: 2 }], { request: door.request }))
  order = await placeAndPay(api)
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'never' } })
  await api.checkout.returned(order)
})

const work = () => runJobs(acme, shops.filesDir)
const page = () => api.checkout.order({ token: order.token })
const payment = () =>
  acme.inTenant((tx) => tx.payment.findFirstOrThrow({ where: { tenantId: tx.tenantId, orderId: order.orderId } }))
const account = () => ({ provider: 'sandbox', inTenant: acme.inTenant })

/** Runs the next job as a worker does that is killed at its n-th transaction, and lets its claim run out. */
async function runAndDie(atTransaction: number): Promise<void> {
  const job = (await acme.inTenant((tx) => claimJob(tx)))!
  let transactions = 0
  const inTenant: JobContext['inTenant'] = (deed) => {
    if (++transactions === atTransaction) throw new Error('killed')
    return acme.inTenant(deed)
  }
  const progress = async () => {}
  const { id: jobId, payload, attempt } = job
  const signal = new AbortController().signal
  const context = { tenantId: acme.tenant.id, jobId, payload, attempt, inTenant, progress, signal, filesDir: '' }
  await expect(jobHandlers[job.kind]!(context)).rejects.toThrow('killed')
  await work()
  await acme.inTenant(
    (tx) => tx.$executeRaw`
      update jobs set locked_until = now() - interval '1 second' where tenant_id = ${tx.tenantId}::uuid and id = ${jobId}::uuid`,
  )
}

test('a worker dies between taking a part of the money and booking it, the webhook books it: it is not taken again', async () => {
  await acme.inTenant((tx) => requestCapture(tx, { orderId: order.orderId, amountMinor: 1001n }))
  await runAndDie(3)
  expect((await payment()).capturedMinor).toBe(1001n)
  await work()
  const charge = await getGateway('sandbox').retrieve(account(), order.reference)
  expect([charge.capturedMinor, (await payment()).capturedMinor]).toEqual([1001n, 1001n])
})

test('money that is captured while its order is being cancelled goes back by itself', async () => {
  const owner = await acme.as({ role: 'owner' })
  const { version, totalMinor } = await page()
  await owner.orders.cancel({ orderId: order.orderId, version, reason: 'Changed their mind' })
  const deed = { reference: order.reference, amountMinor: totalMinor, key: `dashboard_${order.orderId}` }
  await getGateway('sandbox').capture(account(), deed)
  await work()
  expect(await page()).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', refundedMinor: totalMinor })
  expect((await getGateway('sandbox').retrieve(account(), order.reference)).refundedMinor).toBe(totalMinor)
  expect(await acme.inTenant(findUnbalancedEntries)).toEqual([])
})

test('what a payment company is to be told outlives hours in which it cannot be reached', async () => {
  await acme.inTenant((tx) => requestCapture(tx, { orderId: order.orderId }))
  await work()
  await acme.inTenant((tx) => requestRefund(tx, { orderId: order.orderId, amountMinor: 1n, reason: 'Late' }))
  const jobs = await acme.inTenant((tx) => tx.job.findMany({ where: { tenantId: tx.tenantId } }))
  for (const kind of ['orders.expire', 'payments.capture', 'payments.refund'])
    expect(jobs.find((job) => job.kind === kind)!.attemptsMax, kind).toBeGreaterThanOrEqual(40)
})
