import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signWebhook } from '../payments/index.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const secretOf = (shop: TestShop) =>
  shop.inTenant(
    async (tx) => (await tx.paymentProvider.findFirstOrThrow({ where: { tenantId: tx.tenantId } })).webhookSecret,
  )
const inbox = (shop: TestShop) => shop.inTenant((tx) => tx.webhookEvent.count({ where: { tenantId: tx.tenantId } }))
const bodyFor = (reference: string) =>
  JSON.stringify({ id: `evt_${crypto.randomUUID()}`, type: 'charge.authorized', reference })

async function approvedOrder(shop: TestShop, country: 'DE' | 'JP' = 'DE') {
  const { variantId } = await makeVariant(shop)
  const { api } = await makeShopper(shop, [{ variantId, quantity: 1 }])
  const order = await placeAndPay(api, country)
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'never' } })
  return { api, ...order }
}

test('a webhook that is forged, altered, stale, unsigned or of another account is refused and leaves nothing', async () => {
  const { acme, globex } = shops
  const { api, reference, token } = await approvedOrder(acme)
  const body = bodyFor(reference)
  const secret = await secretOf(acme)
  const now = new Date()
  const signed = signWebhook(secret, body, now)
  const bad = [
    { body, signature: null },
    { body, signature: '' },
    { body, signature: 't=1,v1=00' },
    { body, signature: signWebhook('another secret', body, now) },
    { body, signature: signWebhook(await secretOf(globex), body, now) },
    { body: bodyFor(reference), signature: signed },
    { body, signature: signed.replace(/t=\d+/, `t=${Math.floor(now.getTime() / 1000) + 1}`) },
    { body, signature: signWebhook(secret, body, new Date(now.getTime() - 301_000)) },
    { body, signature: signWebhook(secret, body, new Date(now.getTime() + 310_000)) },
    { body: 'no json', signature: signWebhook(secret, 'no json', now) },
    { body: '{}', signature: signWebhook(secret, '{}', now) },
  ]
  for (const one of bad) {
    const error = await api.checkout.webhook({ provider: 'sandbox', ...one }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', cause: { code: 'webhook_refused' } })
  }
  expect(await inbox(acme)).toBe(0)
  expect((await api.checkout.order({ token })).paymentStatus).toBe('pending')
  await api.checkout.webhook({ provider: 'sandbox', body, signature: signed })
  expect((await api.checkout.order({ token })).paymentStatus).toBe('authorized')
})

test('a webhook about a charge of another shop is kept, told as ignored, and changes neither shop', async () => {
  const { acme, globex } = shops
  const theirs = await approvedOrder(globex, 'JP')
  const body = bodyFor(theirs.reference)
  const api = await acme.as('guest')
  const signature = signWebhook(await secretOf(acme), body, new Date())
  expect(await api.checkout.webhook({ provider: 'sandbox', body, signature })).toEqual({ outcome: 'unknown_payment' })
  expect((await theirs.api.checkout.order({ token: theirs.token })).paymentStatus).toBe('pending')
  expect(await inbox(globex)).toBe(0)
})

test('what a webhook claims is not believed: the charge itself decides', async () => {
  const { acme } = shops
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const order = await placeAndPay(api)
  const body = bodyFor(order.reference)
  const signature = signWebhook(await secretOf(acme), body, new Date())
  expect(await api.checkout.webhook({ provider: 'sandbox', body, signature })).toEqual({ outcome: 'unchanged' })
  expect((await api.checkout.order({ token: order.token })).paymentStatus).toBe('pending')
})

test('a webhook that comes before the checkout has its charge converges on one order', async () => {
  const { acme } = shops
  const { api, reference, token, orderId } = await approvedOrder(acme)
  await acme.inTenant((tx) =>
    tx.payment.updateMany({ where: { tenantId: tx.tenantId, orderId }, data: { providerReference: null } }),
  )
  const body = bodyFor(reference)
  await api.checkout.webhook({
    provider: 'sandbox',
    body,
    signature: signWebhook(await secretOf(acme), body, new Date()),
  })
  expect((await api.checkout.order({ token })).paymentStatus).toBe('authorized')
})
