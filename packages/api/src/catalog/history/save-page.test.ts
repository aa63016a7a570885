import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const asRole = async (role: string) => (await shops.acme.as({ role })).catalog

/** Ana (catalog) and Ben (manager) both have version 1 before them. */
async function twoPeople() {
  const [ana, ben] = [await asRole('catalog'), await asRole('manager')]
  const { productId } = await ana.products.create({ title: 'Vase', vendor: 'Old', priceMinor: 4900n })
  const [variant] = (await ana.products.byId({ productId })).variants
  return { ana, ben, productId, variantId: variant!.id }
}
const page = (productId: string, fields: object) => ({ productId, version: 1, ...fields })
const conflictOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: { cause: { code: string; detail: { version: number; conflicts: object[] } } }) => error.cause,
  )

describe('two people save one page', () => {
  test('and changed different fields: both are kept, though each page held the old value of the other', async () => {
    const { ana, ben, productId, variantId } = await twoPeople()
    const wanted = { vendor: 'Old', variants: [{ id: variantId, priceMinor: 4900n }] }
    await ana.products.save(
      page(productId, { title: 'Vase', vendor: 'New', variants: [{ id: variantId, priceMinor: 5900n }] }),
    )
    const merged = await ben.products.save(page(productId, { ...wanted, title: 'Tall vase' }))
    expect(merged).toMatchObject({ version: 3, changed: true, merged: ['catalog'] })
    const now = await ana.products.byId({ productId })
    expect(now).toMatchObject({ title: 'Tall vase', vendor: 'New', variants: [{ priceMinor: 5900n }] })
  })

  test('and changed the same fields: the second is told mine, theirs, who and when, field by field, and nothing is written', async () => {
    const { ana, ben, productId, variantId } = await twoPeople()
    await ana.products.save(page(productId, { variants: [{ id: variantId, priceMinor: 5900n }] }))
    await ana.products.save({ productId, version: 2, title: 'Tall vase' })
    const mine = page(productId, {
      title: 'Wide vase',
      vendor: 'Mine',
      variants: [{ id: variantId, priceMinor: 1000n }],
    })
    const refusal = await conflictOf(ben.products.save(mine))
    expect(refusal).toMatchObject({
      code: 'edit_conflict',
      detail: {
        version: 3,
        conflicts: [
          { key: 'title', field: 'title', mine: 'Wide vase', theirs: 'Tall vase', by: 'catalog' },
          { key: `variant.${variantId}.priceMinor`, field: 'priceMinor', mine: 1000, theirs: 5900, by: 'catalog' },
        ],
      },
    })
    expect(await ana.products.byId({ productId })).toMatchObject({ title: 'Tall vase', vendor: 'Old', version: 3 })

    const decided = { version: 3, mine: ['title'], theirs: [`variant.${variantId}.priceMinor`] }
    await ben.products.save({ ...mine, decided })
    const now = await ana.products.byId({ productId })
    expect(now).toMatchObject({ title: 'Wide vase', vendor: 'Mine', version: 4, variants: [{ priceMinor: 5900n }] })
  })

  test('a decision counts for what was shown: a value that changed once more is asked about again', async () => {
    const { ana, ben, productId } = await twoPeople()
    await ana.products.save(page(productId, { title: 'Tall vase' }))
    await ana.products.save({ productId, version: 2, title: 'Taller vase' })
    const decided = { version: 2, mine: ['title'], theirs: [] }
    const refusal = await conflictOf(ben.products.save(page(productId, { title: 'Wide vase', decided })))
    expect(refusal).toMatchObject({ detail: { version: 3, conflicts: [{ theirs: 'Taller vase' }] } })
  })

  test('to the same value: there is nothing to choose', async () => {
    const { ana, ben, productId } = await twoPeople()
    await ana.products.save(page(productId, { title: 'Tall vase' }))
    expect(await ben.products.save(page(productId, { title: 'Tall vase' }))).toMatchObject({
      version: 2,
      changed: false,
    })
  })

  test('at the same moment: neither is lost, one is asked', async () => {
    const { ana, ben, productId } = await twoPeople()
    const both = await Promise.allSettled([
      ana.products.save(page(productId, { title: 'A', vendor: 'Ana' })),
      ben.products.save(page(productId, { title: 'B', productType: 'Ben' })),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await ana.products.byId({ productId })).version).toBe(2)
  })
})

test('a page is one deed: texts and prices together are one version and one row of the audit log', async () => {
  const { ana, productId, variantId } = await twoPeople()
  await ana.products.save(page(productId, { title: 'Tall vase', variants: [{ id: variantId, priceMinor: 5900n }] }))
  const deeds = await ana.products.timeline({ productId })
  expect(deeds.map(({ action }) => action)).toEqual(['product.saved', 'product.created'])
  expect(deeds[0]!.changes).toEqual({ title: ['Vase', 'Tall vase'], priceMinor: ['4900', '5900'] })
})

test('the neighbour saves nothing, whatever version is named', async () => {
  const { productId } = await twoPeople()
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  const refusal = await conflictOf(neighbour.products.save(page(productId, { title: 'Mine' })))
  expect(refusal).toMatchObject({ code: 'not_found' })
})
