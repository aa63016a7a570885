import { createAuthPool } from '@souk/db'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeBundle } from '../../testing/bundle.ts'
import { makeVariant } from '../../testing/shopper.ts'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const keeper = async () => (await shops.acme.as({ role: 'owner' })).catalog
const vase = async () => (await (await keeper()).products.create({ title: 'Vase', priceMinor: 100n })).productId

test('attributes come back as they were in a version, and are told with their names', async () => {
  const { attributes, history } = await keeper()
  const { id } = await attributes.save({ name: 'Glaze', kind: 'text', everywhere: true } as never)
  const productId = await vase()
  const say = (said: string[]) => attributes.saveValues({ productId, values: [{ attributeId: id, said }] })
  await say(['Celadon'])
  await say(['Tenmoku'])
  expect(await history.compare({ productId, from: 2, to: 3 })).toMatchObject([
    { key: 'attributes', before: [{ name: 'Glaze', values: ['Celadon'] }], after: [{ values: ['Tenmoku'] }] },
  ])
  expect(await history.restore({ productId, version: 2 })).toMatchObject({ version: 4, changed: true })
  const said = async () => (await attributes.ofProduct({ productId })).find((one) => one.id === id)!.values[0]?.text
  expect(await said()).toBe('Celadon')
  await history.undo({ productId, version: 2 })
  expect(await said()).toBeUndefined()
})

test('a translation is a version of the product and comes back, made from what it was made from', async () => {
  const { translations, history, products } = await keeper()
  await translations.setLanguages({ languages: ['fr'] })
  const productId = await vase()
  const write = (value: string) =>
    translations.save({ kind: 'product', subjectId: productId, locale: 'fr', texts: [{ field: 'title', value }] })
  await write('Le vase')
  await write('Une erreur')
  await products.save({ productId, version: 3, title: 'Tall vase' })
  await history.restore({ productId, version: 2, keys: ['translations'] })
  const [title] = await translations.byId({ kind: 'product', subjectId: productId, locale: 'fr' })
  expect(title).toMatchObject({ source: 'Tall vase', value: 'Le vase', outdated: true })
})

test('the parts of a bundle come back; one that was archived meanwhile refuses by its name and nothing is written', async () => {
  const { bundles, history, products } = await keeper()
  const [cup, pot] = [await makeVariant(shops.acme, {}), await makeVariant(shops.acme, {})]
  const set = await makeBundle(shops.acme, [[cup, 2]])
  const { version } = await products.byId({ productId: set.productId })
  const parts = async () =>
    (await bundles.byProduct({ productId: set.productId }))!.variants[0]!.components.map((one) => one.quantity)
  const components = [{ variantId: pot.variantId, quantity: 1 }]
  await bundles.save({ productId: set.productId, variants: [{ variantId: set.variantId, components }] })
  await history.restore({ productId: set.productId, version })
  expect(await parts()).toEqual([2])
  await products.setStatus({ productId: pot.productId, status: 'archived' })
  const back = history.restore({ productId: set.productId, version: version + 1 })
  await expect(back).rejects.toMatchObject({ cause: { code: 'invalid_input' } })
  expect(await parts()).toEqual([2])
})

test('a version from before these were kept neither differs in them nor takes them away', async () => {
  const { attributes, history, products } = await keeper()
  const { id } = await attributes.save({ name: 'Clay', kind: 'text', everywhere: true } as never)
  const productId = await vase()
  await forget(productId)
  await attributes.saveValues({ productId, values: [{ attributeId: id, said: ['Stoneware'] }] })
  await products.save({ productId, version: 2, title: 'Other' })
  await history.restore({ productId, version: 1 })
  expect((await products.byId({ productId })).title).toBe('Vase')
  expect((await attributes.ofProduct({ productId })).find((one) => one.id === id)!.values[0]?.text).toBe('Stoneware')
})

/** Versions of old had no such keys; the log is append-only for everyone but the superuser of the test database. */
async function forget(productId: string): Promise<void> {
  const superuser = createAuthPool(shops.database.urls.super)
  await superuser.query(
    "update product_versions set snapshot = snapshot - '{attributes,translations,parts}'::text[] where product_id = $1",
    [productId],
  )
  await superuser.end()
}
