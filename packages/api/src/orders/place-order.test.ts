import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { availableStock, findStockViolations } from '../inventory/index.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { checkoutForm, makeShopper, makeVariant } from '../testing/shopper.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const available = async (shop: TestShop, variantId: string) =>
  (await shop.inTenant((tx) => availableStock(tx, [variantId])))[0]!.available
const ordersOf = (shop: TestShop, variantId: string) =>
  shop.inTenant((tx) => tx.orderLine.count({ where: { tenantId: tx.tenantId, variantId } }))
const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code

test(
  '50 shoppers race for 10 units: 10 orders, 40 clear refusals, and the ledger adds up',
  { timeout: 60_000 },
  async () => {
    const { variantId } = await makeVariant(acme, { onHand: 10 })
    const forms = []
    for (let n = 0; n < 50; n++) {
      const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
      forms.push({ api, form: await checkoutForm(api) })
    }
    const answers = await Promise.allSettled(forms.map(({ api, form }) => api.checkout.place(form)))
    const placed = answers.filter(({ status }) => status === 'fulfilled')
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [codeOf(answer.reason)] : []))
    expect(placed).toHaveLength(10)
    expect(refused).toEqual(Array.from({ length: 40 }, () => 'insufficient_stock'))
    expect(await available(acme, variantId)).toBe(0)
    expect(await ordersOf(acme, variantId)).toBe(10)
    expect(await acme.inTenant(findStockViolations)).toEqual([])
    expect(await ordersOf(globex, variantId)).toBe(0)
  },
)

test('the same key 50 times at once makes one order, and everyone gets its answer', { timeout: 60_000 }, async () => {
  const { variantId } = await makeVariant(acme, { onHand: 100 })
  const { api } = await makeShopper(acme, [{ variantId, quantity: 2 }])
  const form = await checkoutForm(api)
  const answers = await Promise.all(Array.from({ length: 50 }, () => api.checkout.place(form)))
  expect(new Set(answers.map(({ token }) => token)).size).toBe(1)
  expect(await ordersOf(acme, variantId)).toBe(1)
  expect(await available(acme, variantId)).toBe(98)
})

test('the same key with another body is refused, and the first order stays as it is', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const form = await checkoutForm(api)
  const first = await api.checkout.place(form)
  const again = await api.checkout.place({ ...form, email: 'eve@example.com' }).catch(codeOf)
  expect(again).toBe('idempotency_key_reused')
  expect((await api.checkout.order({ token: first.token })).email).toBe('ana@example.com')
  expect(await ordersOf(acme, variantId)).toBe(1)
})

test('the key of one shopper gives another nothing, in this shop and in the next', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const form = await checkoutForm(api)
  await api.checkout.place(form)
  const other = await makeShopper(acme, [{ variantId, quantity: 1 }])
  expect(await other.api.checkout.place(form).catch(codeOf)).toBe('idempotency_key_reused')
  const theirs = await makeVariant(globex)
  const neighbour = await makeShopper(globex, [{ variantId: theirs.variantId, quantity: 1 }])
  const placed = await neighbour.api.checkout.place({ ...(await checkoutForm(neighbour.api, 'JP')), key: form.key })
  expect(placed.token).toHaveLength(32)
  expect(await ordersOf(globex, theirs.variantId)).toBe(1)
})

test('a total that a client made up is refused, whatever it is', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const form = await checkoutForm(api)
  for (const total of ['1', '0', String(BigInt(form.expectedTotalMinor) - 1n)]) {
    expect(await api.checkout.place({ ...form, expectedTotalMinor: total }).catch(codeOf)).toBe('checkout_changed')
  }
  for (const total of ['-1', '0.1', 'NaN', '1e9', '']) {
    await expect(api.checkout.place({ ...form, expectedTotalMinor: total })).rejects.toThrow('newest total')
  }
  const more = { ...form, lines: [{ variantId, quantity: 1, unitPriceMinor: 1n }], currency: 'JPY', taxMinor: 0n }
  const { token } = await api.checkout.place(more)
  expect(await api.checkout.order({ token })).toMatchObject({
    totalMinor: BigInt(form.expectedTotalMinor),
    currency: 'EUR',
  })
})

test('quantities below one, in fractions or beyond the limit never reach a cart', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  for (const quantity of [-1, 0.5, 10_000, 1e9, Number.NaN]) {
    await expect(api.carts.add({ variantId, quantity })).rejects.toThrow()
    await expect(api.carts.setQuantity({ variantId, quantity })).rejects.toThrow()
  }
  expect((await api.carts.current()).count).toBe(1)
})

test('a price that rose after the page was shown places nothing; once seen, the new total does', async () => {
  const { variantId } = await makeVariant(acme, { priceMinor: 1000n })
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const form = await checkoutForm(api)
  await acme.inTenant((tx) =>
    tx.productVariant.update({
      where: { tenantId_id: { tenantId: tx.tenantId, id: variantId } },
      data: { priceMinor: 1200n },
    }),
  )
  expect(await api.checkout.place(form).catch(codeOf)).toBe('checkout_changed')
  const { cart } = await api.checkout.view({ country: 'DE' })
  expect(cart.lines[0]!.notices).toEqual([{ kind: 'price', fromMinor: 1000n, toMinor: 1200n }])
  const { token } = await api.checkout.place({ ...(await checkoutForm(api)), key: form.key })
  expect((await api.checkout.order({ token })).subtotalMinor).toBe(1200n)
})

test('an order says what was bought even after the product changed, and its cart is spent', async () => {
  const { variantId, productId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 3 }])
  const { token } = await api.checkout.place(await checkoutForm(api))
  await acme.inTenant((tx) =>
    tx.product.update({
      where: { tenantId_id: { tenantId: tx.tenantId, id: productId } },
      data: { title: 'Mug', status: 'archived' },
    }),
  )
  const order = await api.checkout.order({ token })
  expect(order.lines).toMatchObject([{ title: 'Cup', quantity: 3, totalMinor: 7500n, handle: null }])
  expect((await api.carts.current()).count).toBe(0)
  expect(await api.checkout.place(await checkoutForm(api)).catch(codeOf)).toBe('cart_empty')
})

test('the token of an order opens it in its own shop alone', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const { token } = await api.checkout.place(await checkoutForm(api))
  const neighbour = await globex.as('guest')
  for (const call of [neighbour.checkout.order, neighbour.checkout.pay, neighbour.checkout.returned]) {
    expect(await call({ token }).catch(codeOf)).toBe('not_found')
  }
})

test('where the shop does not deliver, and by a way that does not go there, nothing is placed', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const form = await checkoutForm(api)
  const abroad = { ...form, address: { ...form.address, country: 'AT', postalCode: '1010' } }
  await expect(api.checkout.place(abroad)).rejects.toThrow('does not deliver')
  await expect(api.checkout.place({ ...form, methodId: crypto.randomUUID() })).rejects.toThrow(
    'Choose how it is delivered',
  )
  await expect(api.checkout.place({ ...form, provider: 'gold' })).rejects.toThrow('Choose how you pay')
  expect(await ordersOf(acme, variantId)).toBe(0)
})
