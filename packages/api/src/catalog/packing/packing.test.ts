import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
let made = 0
const product = async () =>
  (await (await asRole('catalog')).products.create({ title: `Tea ${++made}`, priceMinor: 100n })).productId

test('a product says where it belongs, who makes it, how it is kept and what customs ask; the history tells names', async () => {
  const catalog = await asRole('catalog')
  const productId = await product()
  const { categoryId } = await catalog.categories.create({ name: 'Teas', parentId: null })
  const maker = await catalog.manufacturers.save({ name: 'Tea house' })
  const facts = { trackLots: true, shelfLifeDays: 730, hsCode: '0902.10', originCountry: 'jp', safetyNote: 'Hot.' }
  await catalog.organisation.saveFacts({ productId, version: 1, categoryId, manufacturerId: maker.id, ...facts })
  expect(await catalog.organisation.ofProduct({ productId })).toMatchObject({
    ...facts,
    hsCode: '090210',
    originCountry: 'JP',
    category: { id: categoryId },
    manufacturer: { name: 'Tea house' },
  })
  expect((await catalog.products.timeline({ productId }))[0]!.changes).toMatchObject({
    categoryId: [null, 'Teas'],
    manufacturerId: [null, 'Tea house'],
  })
  await expect(catalog.organisation.saveFacts({ productId, version: 1, trackLots: false })).rejects.toMatchObject(
    refused('version_conflict', 409),
  )
  expect((await catalog.organisation.saveFacts({ productId, trackLots: true })).version).toBe(2)
})

test('an HS code that is none, a country that is none and a category of nobody are refused at their fields', async () => {
  const { organisation } = await asRole('catalog')
  const productId = await product()
  const bad: [object, string][] = [
    [{ hsCode: '12345' }, 'hsCode'],
    [{ originCountry: 'Japan' }, 'originCountry'],
    [{ shelfLifeDays: 0 }, 'shelfLifeDays'],
    [{ categoryId: crypto.randomUUID() }, 'categoryId'],
    [{ safetyFileId: crypto.randomUUID() }, 'safetyFileId'],
  ]
  for (const [fact, field] of bad) {
    await expect(organisation.saveFacts({ productId, ...fact })).rejects.toMatchObject({
      cause: { code: 'invalid_input', fields: { [field]: expect.any(String) as string } },
    })
  }
})

test('of several suppliers one is preferred; a cost keeps the currency of its supplier from changing', async () => {
  const catalog = await asRole('catalog')
  const productId = await product()
  const [a, b] = [
    await catalog.suppliers.save({ name: 'A', currency: 'USD' }),
    await catalog.suppliers.save({ name: 'B', currency: 'EUR' }),
  ]
  await catalog.organisation.setSuppliers({
    productId,
    suppliers: [
      { supplierId: a.id, costMinor: 250n, supplierSku: 'X-1', minimumQuantity: 12 },
      { supplierId: b.id, costMinor: null, preferred: true },
    ],
  })
  const { suppliers } = await catalog.organisation.ofProduct({ productId })
  expect(suppliers.map(({ name, preferred, costMinor }) => [name, preferred, costMinor])).toEqual([
    ['B', true, null],
    ['A', false, '250'],
  ])
  await expect(catalog.suppliers.save({ id: a.id, name: 'A', currency: 'EUR' })).rejects.toMatchObject({
    cause: { fields: { currency: 'The costs of 1 product are written in the present one.' } },
  })
  await expect(catalog.suppliers.remove({ id: a.id })).rejects.toMatchObject(refused('record_in_use', 409))
  const twice = [a.id, a.id].map((supplierId) => ({ supplierId, costMinor: null }))
  await expect(catalog.organisation.setSuppliers({ productId, suppliers: twice })).rejects.toMatchObject({
    cause: { fields: { 'suppliers.1.supplierId': 'This supplier is there twice.' } },
  })
})

test('a variant holds an amount of a known unit and is packed in boxes and pallets', async () => {
  const catalog = await asRole('catalog')
  const productId = await product()
  const { id: variantId } = (await catalog.products.byId({ productId })).variants[0]!
  const sizes = { id: variantId, contentQuantity: 250, contentUnit: 'g', lengthMm: 120, widthMm: 80, heightMm: 40 }
  await catalog.organisation.saveSizes({ productId, variants: [sizes] })
  await catalog.organisation.setPackagings({
    productId,
    variantId,
    packagings: [
      { kind: 'pallet', quantity: 480, weightGrams: 130_000 },
      { kind: 'box', quantity: 12, barcode: '4006381333931' },
    ],
  })
  const { variants } = await catalog.organisation.ofProduct({ productId })
  expect(variants).toMatchObject([
    {
      ...sizes,
      packagings: [
        { kind: 'box', quantity: 12 },
        { kind: 'pallet', quantity: 480 },
      ],
    },
  ])
  for (const wrong of [{ contentUnit: 'stone' }, { contentUnit: null }, { contentQuantity: null }]) {
    await expect(
      catalog.organisation.saveSizes({ productId, variants: [{ ...sizes, ...wrong }] }),
    ).rejects.toMatchObject(refused('invalid_input', 422))
  }
  const same = [1, 2].map(() => ({ kind: 'box' as const, quantity: 6 }))
  await expect(catalog.organisation.setPackagings({ productId, variantId, packagings: same })).rejects.toMatchObject({
    cause: { fields: { 'packagings.1.quantity': 'There is such a packaging already.' } },
  })
})

test('a unit of the shop’s own is so many of a standard one, and stays while content is measured in it', async () => {
  const catalog = await asRole('catalog')
  const { id } = await catalog.units.add({ key: 'dozen', name: 'Dozen', baseKey: 'piece', factor: 12 })
  expect((await catalog.units.list()).all.at(-1)).toEqual({
    key: 'dozen',
    name: 'Dozen',
    dimension: 'count',
    factor: 12,
  })
  await expect(catalog.units.add({ key: 'kg', name: 'Kilo', baseKey: 'g', factor: 2 })).rejects.toMatchObject(
    refused('invalid_input', 422),
  )
  const productId = await product()
  const variant = (await catalog.products.byId({ productId })).variants[0]!
  const none = { lengthMm: null, widthMm: null, heightMm: null }
  await catalog.organisation.saveSizes({
    productId,
    variants: [{ id: variant.id, contentQuantity: 2, contentUnit: 'dozen', ...none }],
  })
  await expect(catalog.units.remove({ unitId: id })).rejects.toMatchObject(refused('record_in_use', 409))
})

test('the neighbour reaches none of it', async () => {
  const catalog = await asRole('catalog')
  const productId = await product()
  const variant = (await catalog.products.byId({ productId })).variants[0]!
  const { categoryId } = await catalog.categories.create({ name: 'Ours', parentId: null })
  const { organisation, products } = (await shops.globex.as({ role: 'owner' })).catalog
  const theirs = (await products.create({ title: 'Theirs', priceMinor: 1n })).productId
  for (const deed of [
    () => organisation.ofProduct({ productId }),
    () => organisation.saveFacts({ productId, trackLots: true }),
    () => organisation.setSuppliers({ productId, suppliers: [] }),
    () => organisation.setPackagings({ productId: theirs, variantId: variant.id, packagings: [] }),
  ])
    await expect(deed()).rejects.toMatchObject(refused('not_found', 404))
  await expect(organisation.saveFacts({ productId: theirs, categoryId })).rejects.toMatchObject(
    refused('invalid_input', 422),
  )
})
