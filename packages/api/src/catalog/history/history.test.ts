import { createAuthPool } from '@souk/db'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string, shop: 'acme' | 'globex' = 'acme') => (await shops[shop].as({ role })).catalog

async function makeVase(more: { title?: string; handle?: string; sku?: string } = {}) {
  const catalog = await asRole('catalog')
  const { productId } = await catalog.products.create({
    title: 'Oslo vase',
    priceMinor: 4900n,
    status: 'active',
    onHand: 5,
    ...more,
  })
  return { catalog, productId }
}
const versionsOf = async (productId: string) =>
  (await (await asRole('catalog')).history.versions({ productId })).map(({ version, action }) => [version, action])

describe('every write path leaves a version', () => {
  test('create, page, status, options, pictures order, duplicate, trash and back', async () => {
    const { catalog, productId } = await makeVase()
    await catalog.products.save({ productId, version: 1, title: 'Bergen vase' })
    await catalog.products.setStatus({ productId, status: 'draft' })
    await catalog.products.setOptions({ productId, version: 3, options: [{ name: 'Size', values: ['S', 'M'] }] })
    await catalog.pictures.order({ productId, imageIds: [] })
    await catalog.products.trash({ productId })
    await catalog.products.untrash({ productId })
    expect(await versionsOf(productId)).toEqual([
      [7, 'product.untrashed'],
      [6, 'product.trashed'],
      [5, 'product.pictures_ordered'],
      [4, 'product.options_set'],
      [3, 'product.saved'],
      [2, 'product.saved'],
      [1, 'product.created'],
    ])
    const copy = await catalog.products.duplicate({ productId })
    expect(await versionsOf(copy.productId)).toEqual([[1, 'product.created']])
  })

  test('one that was there before versions were kept: what it was before its first change is kept with it', async () => {
    const { catalog, productId } = await makeVase()
    const old = await shops.acme.inTenant(async (tx) => {
      const { id } = await tx.product.create({
        data: { tenantId: tx.tenantId, handle: 'old', title: 'Old', version: 4 },
      })
      return id
    })
    await catalog.products.save({ productId: old, version: 4, title: 'New' })
    expect(await versionsOf(old)).toEqual([
      [5, 'product.saved'],
      [4, 'product.known'],
    ])
    expect((await catalog.history.version({ productId: old, version: 4 })).fields.title).toBe('Old')
    expect(productId).not.toBe(old)
  })
})

test('a version holds fields, options, variants with prices, pictures and collections, and no stock', async () => {
  const { catalog, productId } = await makeVase({ sku: 'V-1' })
  const seen = await catalog.history.version({ productId, version: 1 })
  expect(seen).toMatchObject({ version: 1, fields: { title: 'Oslo vase', status: 'active' }, options: [] })
  expect(seen.variants).toMatchObject([{ priceMinor: 4900, sku: 'V-1', status: 'active' }])
  expect(JSON.stringify(seen)).not.toMatch(/onHand|on_hand/)
})

test('what was the case at a moment is the last version before it', async () => {
  const { catalog, productId } = await makeVase()
  await catalog.products.save({ productId, version: 1, title: 'Bergen vase' })
  await ageVersions(productId, [
    [1, '30 days'],
    [2, '2 days'],
  ])
  const at = (days: number) => catalog.history.at({ productId, at: new Date(Date.now() - days * 86_400_000) })
  expect(await at(7)).toEqual({ version: 1 })
  expect(await at(1)).toEqual({ version: 2 })
  await expect(at(60)).rejects.toMatchObject(refused('not_found', 404))
})

test('two versions are compared field by field; a variant that came is one line', async () => {
  const { catalog, productId } = await makeVase()
  const [variant] = (await catalog.products.byId({ productId })).variants
  await catalog.products.save({
    productId,
    version: 1,
    title: 'Bergen vase',
    tags: ['clay'],
    variants: [{ id: variant!.id, priceMinor: 5900n }],
  })
  const lines = await catalog.history.compare({ productId, from: 1, to: 2 })
  expect(lines.map(({ field, before, after }) => [field, before, after])).toEqual([
    ['title', 'Oslo vase', 'Bergen vase'],
    ['tags', [], ['clay']],
    ['priceMinor', 4900, 5900],
  ])
  await catalog.products.setOptions({ productId, version: 2, options: [{ name: 'Size', values: ['S', 'M'] }] })
  const shaped = await catalog.history.compare({ productId, from: 2, to: 3 })
  expect(shaped.map(({ field, of }) => [field, of])).toEqual([
    ['options', null],
    ['optionValues', 'S'],
    ['status', 'M'],
  ])
})

describe('a product is restored', () => {
  test('whole to last week: fields, options, variants that were archived, prices; the stock stays', async () => {
    const { catalog, productId } = await makeVase()
    await catalog.products.setOptions({ productId, version: 1, options: [{ name: 'Size', values: ['S', 'M'] }] })
    const before = await catalog.products.byId({ productId })
    await catalog.products.save({
      productId,
      version: 2,
      title: 'Wrong',
      bodyHtml: '<p>Wrong</p>',
      variants: before.variants.map(({ id }) => ({ id, priceMinor: 1n })),
    })
    await catalog.products.setOptions({ productId, version: 3, options: [{ name: 'Colour', values: ['Red'] }] })
    await catalog.products.setStatus({ productId, status: 'archived' })
    const restored = await catalog.history.restore({ productId, version: 2 })
    expect(restored).toMatchObject({ version: 6, changed: true })
    const now = await catalog.products.byId({ productId })
    const shape = ({ title, bodyHtml, status, options, variants }: typeof now) => ({
      title,
      bodyHtml,
      status,
      options,
      variants: variants
        .filter((one) => one.status === 'active')
        .map(({ id, optionValues, priceMinor, onHand }) => ({
          id,
          optionValues,
          priceMinor,
          onHand,
        })),
    })
    expect(shape(now)).toEqual(shape(before))
    const [deed] = await catalog.products.timeline({ productId })
    expect(deed).toMatchObject({
      action: 'product.restored',
      changes: { title: ['Wrong', 'Oslo vase'], restoredVersion: 2 },
    })
    expect(await catalog.history.compare({ productId, from: 2, to: 6 })).toEqual([])
  })

  test('in single fields, and the others stay', async () => {
    const { catalog, productId } = await makeVase()
    await catalog.products.save({ productId, version: 1, title: 'Wrong', vendor: 'Kept' })
    await catalog.history.restore({ productId, version: 1, keys: ['title'] })
    expect(await catalog.products.byId({ productId })).toMatchObject({ title: 'Oslo vase', vendor: 'Kept', version: 3 })
    expect(await catalog.history.restore({ productId, version: 1, keys: ['title'] })).toMatchObject({
      changed: false,
      version: 3,
    })
  })

  test('not over an address or a SKU that another product has by now: the refusal names it, nothing is written', async () => {
    const { catalog, productId } = await makeVase({ handle: 'first', sku: 'S-1' })
    const [variant] = (await catalog.products.byId({ productId })).variants
    await catalog.products.save({ productId, version: 1, handle: 'moved', variants: [{ id: variant!.id, sku: 'S-2' }] })
    const other = await makeVase({ title: 'Other', handle: 'first' })
    await expect(catalog.history.restore({ productId, version: 1 })).rejects.toMatchObject({
      cause: { fields: { handle: 'Other has this address already.' } },
    })
    await catalog.products.trash({ productId: other.productId })
    const third = await makeVase({ title: 'Third', handle: 'third', sku: 'S-1' })
    await expect(catalog.history.restore({ productId, version: 1 })).rejects.toMatchObject({
      cause: { fields: { sku: expect.stringContaining('Third has the SKU S-1') as unknown } },
    })
    expect(await catalog.products.byId({ productId })).toMatchObject({ handle: 'moved', version: 2 })
    expect(third.productId).not.toBe(productId)
  })
})

describe('one deed is undone', () => {
  test('and gives back what it changed, with who did it', async () => {
    const { catalog, productId } = await makeVase()
    await catalog.products.setStatus({ productId, status: 'archived' })
    expect(await catalog.history.undo({ productId, version: 2 })).toMatchObject({ version: 3, skipped: [] })
    expect(await catalog.products.byId({ productId })).toMatchObject({ status: 'active' })
    const [deed] = await catalog.products.timeline({ productId })
    expect(deed).toMatchObject({
      action: 'product.undone',
      changes: { status: ['archived', 'active'], undoneVersion: 2 },
    })
  })

  test('but a field that was changed again since is left alone and named', async () => {
    const { catalog, productId } = await makeVase()
    await catalog.products.save({ productId, version: 1, title: 'Bergen vase', vendor: 'A' })
    await catalog.products.save({ productId, version: 2, title: 'Tromsø vase' })
    expect(await catalog.history.undo({ productId, version: 2 })).toMatchObject({ skipped: ['title'] })
    expect(await catalog.products.byId({ productId })).toMatchObject({ title: 'Tromsø vase', vendor: '' })
    await expect(catalog.history.undo({ productId, version: 2 })).rejects.toMatchObject(refused('changed_since', 409))
  })

  test('also putting it into the trash', async () => {
    const { catalog, productId } = await makeVase()
    const { version } = await catalog.products.trash({ productId })
    await catalog.history.undo({ productId, version })
    expect(await catalog.products.byId({ productId })).toMatchObject({ status: 'active', trashedAt: null })
  })
})

test('the neighbour sees no version and restores none', async () => {
  const { productId } = await makeVase()
  const neighbour = await asRole('owner', 'globex')
  expect(await neighbour.history.versions({ productId })).toEqual([])
  for (const ask of [
    () => neighbour.history.version({ productId, version: 1 }),
    () => neighbour.history.restore({ productId, version: 1 }),
    () => neighbour.history.compare({ productId, from: 1, to: 1 }),
    () => neighbour.products.trash({ productId }),
  ])
    await expect(ask()).rejects.toMatchObject(refused('not_found', 404))
  expect(await versionsOf(productId)).toHaveLength(1)
})

/** Moves versions into the past, which only the superuser of the test database can. */
async function ageVersions(productId: string, ages: [number, string][]): Promise<void> {
  const superuser = createAuthPool(shops.database.urls.super)
  for (const [version, age] of ages)
    await superuser.query(
      'update product_versions set created_at = now() - $3::interval where product_id = $1 and version = $2',
      [productId, version, age],
    )
  await superuser.end()
}
