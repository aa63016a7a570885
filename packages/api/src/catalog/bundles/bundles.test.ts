import { createAuthPool } from '@souk/db'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { adjustStock } from '../../inventory/index.ts'
import { makeBundle } from '../../testing/bundle.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { makeVariant } from '../../testing/shopper.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const fieldsOf = (error: unknown) => Object.values((error as { cause?: { fields?: object } }).cause?.fields ?? {})
const by = { kind: 'system', id: null, name: 'Test' } as const
const office = () => acme.as({ role: 'catalog' })
const save = async (bundle: { productId: string; variantId: string }, parts: [{ variantId: string }, number][]) =>
  (await office()).catalog.bundles.save({
    productId: bundle.productId,
    variants: [
      {
        variantId: bundle.variantId,
        components: parts.map(([{ variantId }, quantity]) => ({ variantId, quantity })),
      },
    ],
  })

test('a bundle is never part of a bundle, and nothing is part of itself or twice', async () => {
  const [a, b, c] = [
    await makeVariant(acme, { onHand: 0 }),
    await makeVariant(acme, { onHand: 0 }),
    await makeVariant(acme),
  ]
  const bundle = await makeBundle(acme, [[c, 1]])
  expect(await save(a, [[bundle, 1]]).catch(fieldsOf)).toEqual([
    'Cup is a bundle; a bundle is made of single products.',
  ])
  expect(await save(a, [[a, 1]]).catch(fieldsOf)).toEqual(['Cup cannot be a part of itself.'])
  expect(
    await save(a, [
      [b, 1],
      [b, 2],
    ]).catch(fieldsOf),
  ).toEqual(['Name each part once, with its quantity.'])
  expect(await save(c, [[b, 1]]).catch(fieldsOf)).toEqual(['This product is part of the bundle Cup.'])
  expect((await (await office()).catalog.bundles.byProduct({ productId: a.productId })).kind).toBe('simple')
})

test('two products that would each become part of the other at once: one of them does', async () => {
  const [a, b] = [await makeVariant(acme, { onHand: 0 }), await makeVariant(acme, { onHand: 0 })]
  const outcomes = await Promise.allSettled([save(a, [[b, 1]]), save(b, [[a, 1]])])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('what has stock of its own does not become a bundle, and a bundle gets none', async () => {
  const [stocked, part] = [await makeVariant(acme), await makeVariant(acme)]
  expect(await save(stocked, [[part, 1]]).catch(codeOf)).toBe('bundle_has_stock')
  const bundle = await makeBundle(acme, [[part, 1]])
  const adjusted = acme.inTenant((tx) =>
    adjustStock(tx, { variantId: bundle.variantId, onHand: 3, reason: 'count' }, by),
  )
  expect(await adjusted.catch((error: { code: string }) => error.code)).toBe('bundle_stock')
  const { rows } = await (await office()).catalog.stock.table({})
  expect(rows.some(({ id }) => id === bundle.variantId)).toBe(false)
})

test('a part of a bundle on sale is not archived by any way of changing products; once the bundle has left it is', async () => {
  const part = await makeVariant(acme)
  const bundle = await makeBundle(acme, [[part, 1]])
  const { products } = (await office()).catalog
  expect(await products.setStatus({ productId: part.productId, status: 'archived' }).catch(codeOf)).toBe(
    'component_in_use',
  )
  expect(await products.trash({ productId: part.productId }).catch(codeOf)).toBe('component_in_use')
  await products.setStatus({ productId: bundle.productId, status: 'archived' })
  await products.setStatus({ productId: part.productId, status: 'archived' })
  expect((await products.byId({ productId: part.productId })).status).toBe('archived')
})

test('an option value whose variant is part of a bundle on sale cannot go', async () => {
  const { products } = (await office()).catalog
  const part = await makeVariant(acme)
  const setSizes = async (...values: string[]) => {
    const { version } = await products.byId({ productId: part.productId })
    return products.setOptions({ productId: part.productId, version, options: [{ name: 'Size', values }] })
  }
  await setSizes('S', 'M')
  const [small] = (await products.byId({ productId: part.productId })).variants
  await makeBundle(acme, [[{ variantId: small!.id, productId: part.productId }, 1]])
  expect(await setSizes('M').catch(codeOf)).toBe('component_in_use')
  expect((await products.byId({ productId: part.productId })).options).toEqual([{ name: 'Size', values: ['S', 'M'] }])
})

test('when a part moves, the new number of the bundle travels as well', async () => {
  const [cup, pot] = [await makeVariant(acme, { onHand: 4 }), await makeVariant(acme, { onHand: 4 })]
  const bundle = await makeBundle(acme, [
    [cup, 2],
    [pot, 1],
  ])
  await acme.inTenant((tx) => adjustStock(tx, { variantId: cup.variantId, onHand: 3, reason: 'count' }, by))
  const superuser = createAuthPool(shops.database.urls.super)
  const { rows } = await superuser.query<{ payload: unknown }>(
    "select payload from outbox_events where name = 'stock.changed' and payload ->> 'variantId' = $1 order by id desc limit 1",
    [bundle.variantId],
  )
  await superuser.end()
  expect(rows[0]!.payload).toEqual({ variantId: bundle.variantId, productId: bundle.productId, available: 1 })
})

test('parts taken out make it a simple product again, and the product’s timeline tells of it', async () => {
  const part = await makeVariant(acme)
  const bundle = await makeBundle(acme, [[part, 3]])
  await save(bundle, [])
  const api = await office()
  expect(await api.catalog.bundles.byProduct({ productId: bundle.productId })).toMatchObject({ kind: 'simple' })
  const [deed] = await api.catalog.products.timeline({ productId: bundle.productId })
  expect(deed).toMatchObject({ action: 'product.bundle_saved', changes: { bundle: ['3 × Cup', null] } })
})

test('the neighbour shop’s variants are no parts, and its staff sees nothing of our bundles', async () => {
  const [own, theirs] = [await makeVariant(acme, { onHand: 0 }), await makeVariant(globex)]
  expect(await save(own, [[theirs, 1]]).catch(codeOf)).toBe('not_found')
  const neighbour = await globex.as({ role: 'owner' })
  expect(await neighbour.catalog.bundles.byProduct({ productId: own.productId }).catch(codeOf)).toBe('not_found')
})
