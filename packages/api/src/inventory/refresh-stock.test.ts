import type { TenantTx } from '@souk/db'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeBundle } from '../testing/bundle.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { adjustStock, findStockViolations, openLevels, refreshProductStock } from './index.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

type Made = { variantId: string; productId: string }
const by = { kind: 'system', id: null, name: 'Test' } as const
const violations = () => acme.inTenant(findStockViolations)
const count = (variantId: string, onHand: number) =>
  acme.inTenant((tx) => adjustStock(tx, { variantId, onHand, reason: 'count' }, by))
const table = async (filters: object[], shop = acme) => {
  const { rows } = await (await shop.as({ role: 'owner' })).catalog.products.table({ filters: filters as never })
  return rows
}
const soldOut = async ({ productId }: Made) => {
  const found = await table([{ key: 'soldOut', op: 'is', values: ['true'] }])
  const rest = await table([{ key: 'soldOut', op: 'is', values: ['false'] }])
  expect(found.some(({ id }) => id === productId)).not.toBe(rest.some(({ id }) => id === productId))
  return found.some(({ id }) => id === productId)
}

/** A second variant of a product, with units on the shelf. */
const secondVariant = (productId: string, onHand: number) =>
  acme.inTenant(async (tx) => {
    const { tenantId } = tx
    const { id } = await tx.productVariant.create({
      data: { tenantId, productId, optionValues: ['large'], position: 2, priceMinor: 100 },
    })
    await openLevels(tx, [id])
    await adjustStock(tx, { variantId: id, onHand, reason: 'count' }, by)
    return id
  })

test('a product is sold out from the order that takes the last unit of its last variant, until one is counted again', async () => {
  const cup = await makeVariant(acme, { onHand: 1 })
  const large = await secondVariant(cup.productId, 2)
  await placeAndPay((await makeShopper(acme, [{ variantId: cup.variantId, quantity: 1 }])).api)
  expect(await soldOut(cup)).toBe(false)
  await placeAndPay((await makeShopper(acme, [{ variantId: large, quantity: 2 }])).api)
  expect(await soldOut(cup)).toBe(true)
  await count(large, 5)
  expect(await soldOut(cup)).toBe(false)
  expect((await table([{ key: 'soldOut', op: 'is', values: ['true'] }], globex)).length).toBe(0)
  expect(await violations()).toEqual([])
})

test('the last units of two variants that are counted down at once: the product is sold out, whoever commits last', async () => {
  for (let round = 0; round < 8; round++) {
    const cup = await makeVariant(acme, { onHand: 3 })
    const large = await secondVariant(cup.productId, 3)
    await Promise.all([count(cup.variantId, 0), count(large, 0)])
    expect(await soldOut(cup)).toBe(true)
  }
  expect(await violations()).toEqual([])
})

test('the last units of two parts of a bundle that go at once: the bundle is sold out, and the list tells none of it', async () => {
  for (let round = 0; round < 8; round++) {
    const [cup, pot] = [await makeVariant(acme, { onHand: 4 }), await makeVariant(acme, { onHand: 2 })]
    const set = await makeBundle(acme, [
      [cup, 2],
      [pot, 1],
    ])
    expect((await table([])).find(({ id }) => id === set.productId)!.available).toBe(2)
    await Promise.all([count(cup.variantId, 1), count(pot.variantId, 1)])
    expect(await soldOut(set)).toBe(true)
    expect((await table([])).find(({ id }) => id === set.productId)!.available).toBe(0)
  }
  expect(await violations()).toEqual([])
})

test('what changes whether a variant is counted or sold changes whether its product is sold out', async () => {
  const cup = await makeVariant(acme, { onHand: 0 })
  const change = (write: (tx: TenantTx) => Promise<unknown>) =>
    acme.inTenant(async (tx) => {
      await write(tx)
      await refreshProductStock(tx, [cup.productId])
    })
  expect(await soldOut(cup)).toBe(true)
  await change((tx) =>
    tx.productVariant.updateMany({ where: { tenantId: tx.tenantId, id: cup.variantId }, data: { trackStock: false } }),
  )
  expect(await soldOut(cup)).toBe(false)
  await change((tx) =>
    tx.productVariant.updateMany({ where: { tenantId: tx.tenantId, id: cup.variantId }, data: { trackStock: true } }),
  )
  expect(await soldOut(cup)).toBe(true)
  await change((tx) =>
    tx.productVariant.updateMany({ where: { tenantId: tx.tenantId, id: cup.variantId }, data: { status: 'archived' } }),
  )
  expect(await soldOut(cup)).toBe(false)
  expect(await violations()).toEqual([])
})

test('a bundle that becomes a simple product again has the stock of its own shelf, which is none', async () => {
  const set = await makeBundle(acme, [[await makeVariant(acme, { onHand: 6 }), 1]])
  expect(await soldOut(set)).toBe(false)
  await (
    await acme.as({ role: 'catalog' })
  ).catalog.bundles.save({
    productId: set.productId,
    variants: [{ variantId: set.variantId, components: [] }],
  })
  expect(await soldOut(set)).toBe(true)
  expect(await violations()).toEqual([])
})

test('stock is found by what is left of it', async () => {
  const api = await acme.as({ role: 'owner' })
  const few = await makeVariant(acme, { onHand: 3 })
  const found = async (op: string, ...values: string[]) => {
    const { rows } = await api.catalog.stock.table({ filters: [{ key: 'available', op: op as never, values }] })
    return rows.some(({ id }) => id === few.variantId)
  }
  expect(await found('is', '3')).toBe(true)
  expect(await found('gte', '4')).toBe(false)
  expect(await found('lte', '3')).toBe(true)
  expect(await found('between', '1', '2')).toBe(false)
})

test('a number that is not what the levels say is told, of a variant and of a product', async () => {
  const cup = await makeVariant(acme, { onHand: 7 })
  await acme
    .inTenant(async (tx) => {
      await tx.$executeRaw`
      update variant_stock set available = 8 where tenant_id = ${tx.tenantId}::uuid and variant_id = ${cup.variantId}::uuid`
      await tx.$executeRaw`
      delete from product_stock where tenant_id = ${tx.tenantId}::uuid and product_id = ${cup.productId}::uuid`
      const told = await findStockViolations(tx)
      expect(told.map(({ rule, level, ledger }) => ({ rule, level, ledger }))).toEqual([
        { rule: 'what is kept of a product = its variants', level: null, ledger: 0 },
        { rule: 'what is kept of a variant = its levels or its parts', level: 8, ledger: 7 },
      ])
      throw new Error('not to be kept')
    })
    .catch((error: Error) => expect(error.message).toBe('not to be kept'))
  expect(await violations()).toEqual([])
})
