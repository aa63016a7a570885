import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const customer = () =>
  acme.inTenant(async (tx) => {
    const email = `${crypto.randomUUID()}@example.com`
    const { id } = await tx.customer.create({
      data: { tenantId: tx.tenantId, email, emailNorm: email, name: 'Ana Ruiz', passwordHash: 'none' },
    })
    return { id, email, name: 'Ana Ruiz' }
  })
const setVariant = (variantId: string, data: { priceMinor?: bigint; status?: string }) =>
  acme.inTenant((tx) =>
    tx.productVariant.update({ where: { tenantId_id: { tenantId: tx.tenantId, id: variantId } }, data }),
  )

test('a cart counts its units, prices its lines, and a removed line comes back by its quantity', async () => {
  const { variantId } = await makeVariant(acme, { priceMinor: 1250n })
  const { api } = await makeShopper(acme, [{ variantId, quantity: 2 }])
  await api.carts.add({ variantId, quantity: 1 })
  expect(await api.carts.current()).toMatchObject({ count: 3, subtotalMinor: 3750n, blocked: false, changed: false })
  const { before } = await api.carts.remove({ variantId })
  expect(await api.carts.count()).toBe(0)
  await api.carts.setQuantity({ variantId, quantity: before })
  expect(await api.carts.count()).toBe(3)
})

test('more than there is never goes in; what is ordered without stock or not counted does', async () => {
  const scarce = await makeVariant(acme, { onHand: 2 })
  const { api } = await makeShopper(acme, [{ variantId: scarce.variantId, quantity: 2 }])
  expect(await api.carts.add({ variantId: scarce.variantId, quantity: 1 }).catch(codeOf)).toBe('insufficient_stock')
  const backorder = await makeVariant(acme, { onHand: 0, backorder: true })
  const uncounted = await makeVariant(acme, { onHand: 0, trackStock: false })
  await api.carts.add({ variantId: backorder.variantId, quantity: 5 })
  await api.carts.add({ variantId: uncounted.variantId, quantity: 5 })
  expect(await api.carts.count()).toBe(12)
})

test('what changed is told line by line, and accepting makes the cart what can be bought', async () => {
  const [dearer, short, gone] = [await makeVariant(acme), await makeVariant(acme), await makeVariant(acme)]
  const lines = [dearer, short, gone].map(({ variantId }) => ({ variantId, quantity: 4 }))
  const { api } = await makeShopper(acme, lines)
  const other = await makeShopper(acme, [{ variantId: short.variantId, quantity: 7 }])
  await other.api.checkout.place(await checkoutForm(other.api))
  await setVariant(dearer.variantId, { priceMinor: 2600n })
  await setVariant(gone.variantId, { status: 'archived' })
  const cart = await api.carts.current()
  expect(cart.lines.map(({ notices }) => notices)).toEqual([
    [{ kind: 'price', fromMinor: 2500n, toMinor: 2600n }],
    [{ kind: 'short', available: 3 }],
    [{ kind: 'gone' }],
  ])
  expect(cart).toMatchObject({ blocked: true, changed: true })
  await api.carts.accept()
  const accepted = await api.carts.current()
  expect(accepted.lines.map(({ quantity }) => quantity)).toEqual([4, 3])
  expect(accepted).toMatchObject({ blocked: false, changed: false })
})

test('a guest who signs in brings the cart along; what both carts hold is not added up', async () => {
  const [a, b] = [await makeVariant(acme), await makeVariant(acme)]
  const who = await customer()
  const own = await acme.as(who)
  await own.carts.add({ variantId: a.variantId, quantity: 2 })
  const guest = await makeShopper(acme, [
    { variantId: a.variantId, quantity: 1 },
    { variantId: b.variantId, quantity: 3 },
  ])
  const signedIn = await acme.as(who, { cartToken: guest.cartToken })
  const merged = await signedIn.carts.current()
  expect(merged.lines.map(({ variantId, quantity }) => [variantId, quantity]).toSorted()).toEqual(
    [
      [a.variantId, 2],
      [b.variantId, 3],
    ].toSorted(),
  )
  expect(await guest.api.carts.count()).toBe(0)
})

test('a signed-out browser does not see the cart that it gave to a customer', async () => {
  const { variantId } = await makeVariant(acme)
  const guest = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const who = await customer()
  expect(await (await acme.as(who, { cartToken: guest.cartToken })).carts.count()).toBe(1)
  expect(await guest.api.carts.count()).toBe(0)
  expect(await (await acme.as(who)).carts.count()).toBe(1)
})

test('a cart takes 100 different products and no more', async () => {
  const { variantId, productId } = await makeVariant(acme)
  const { api, cartToken } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  await acme.inTenant(async (tx) => {
    const { tenantId } = tx
    const data = Array.from({ length: 99 }, (_, n) => ({
      tenantId,
      productId,
      optionValues: [String(n)],
      priceMinor: 1n,
    }))
    const variants = await tx.productVariant.createManyAndReturn({ data })
    const { cartId } = await tx.cartLine.findFirstOrThrow({ where: { tenantId, variantId } })
    await tx.cartLine.createMany({
      data: variants.map(({ id }) => ({ tenantId, cartId, variantId: id, quantity: 1, priceSeenMinor: 1n })),
    })
  })
  expect(cartToken).toHaveLength(32)
  const one = await makeVariant(acme)
  expect(await api.carts.add({ variantId: one.variantId, quantity: 1 }).catch(codeOf)).toBe('cart_full')
  await api.carts.add({ variantId, quantity: 1 })
})

test('in the neighbour shop the token opens no cart, and its variants cannot be put in', async () => {
  const { variantId } = await makeVariant(acme)
  const { cartToken } = await makeShopper(acme, [{ variantId, quantity: 1 }])
  const neighbour = await globex.as('guest', { cartToken })
  expect((await neighbour.carts.current()).lines).toEqual([])
  expect(await neighbour.carts.add({ variantId, quantity: 1 }).catch(codeOf)).toBe('not_for_sale')
  expect(await globex.inTenant((tx) => tx.cart.count({ where: { tenantId: tx.tenantId } }))).toBe(0)
})
