import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { BATCH_SIZE } from './relabel-products.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
let made = 0
const make = async (vendor: string, productType = '') => {
  const { productId } = await (
    await asRole('catalog')
  ).products.create({ title: `Thing ${++made}`, priceMinor: 100n, vendor, productType })
  return productId
}
const rowOf = (id: string) =>
  shops.acme.inTenant((tx) => tx.product.findFirstOrThrow({ where: { tenantId: tx.tenantId, id } }))
const brandOf = async (name: string) => (await (await asRole('catalog')).brands.list({ q: name })).rows[0]!

describe('a product and its brand', () => {
  test('a vendor that is saved finds its brand whatever its capitals, or becomes one; the product carries the spelling of the brand', async () => {
    const catalog = await asRole('catalog')
    const first = await rowOf(await make('Nordlicht', 'Lamps'))
    const second = await rowOf(await make(' NORDLICHT '))
    expect(second).toMatchObject({ vendor: 'Nordlicht', brandId: first.brandId })
    expect(await brandOf('nordlicht')).toMatchObject({ name: 'Nordlicht', products: 2 })
    expect((await catalog.productTypes.list({ q: 'lamps' })).rows).toMatchObject([{ name: 'Lamps', products: 1 }])
    await catalog.products.save({ productId: first.id, version: 1, vendor: 'nordlicht' })
    expect((await rowOf(first.id)).version).toBe(1)
    await catalog.products.save({ productId: first.id, version: 1, vendor: '' })
    expect(await rowOf(first.id)).toMatchObject({ vendor: '', brandId: null, version: 2 })
  })

  test('many products that name a new brand in the same moment share one', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => make(at % 2 ? 'Zeitgleich' : 'ZEITGLEICH')))
    const brands = new Set((await Promise.all(ids.map(rowOf))).map(({ brandId, vendor }) => `${brandId} ${vendor}`))
    expect(brands.size).toBe(1)
  })
})

describe('renaming a brand', () => {
  test('gives its products the name with a version, a row in their history and their search words, and its rules follow', async () => {
    const catalog = await asRole('catalog')
    const productId = await make('Alt')
    const { collectionId } = await catalog.collections.create({
      title: 'By Alt',
      descriptionHtml: '',
      status: 'active',
      rule: { field: 'vendor', value: 'alt' },
    })
    const brand = await brandOf('alt')
    const record = await catalog.brands.byId({ id: brand.id })
    expect(await catalog.brands.save({ id: brand.id, version: record.version, name: 'Neu' })).toMatchObject({
      told: 1,
      version: 2,
    })
    expect(await catalog.products.byId({ productId })).toMatchObject({ vendor: 'Neu', version: 2 })
    expect((await catalog.products.timeline({ productId }))[0]).toMatchObject({ changes: { vendor: ['Alt', 'Neu'] } })
    const versions = await shops.acme.inTenant((tx) =>
      tx.productVersion.count({ where: { tenantId: tx.tenantId, productId } }),
    )
    expect(versions).toBe(2)
    const terms = await shops.acme.inTenant((tx) =>
      tx.productTerm.findMany({ where: { tenantId: tx.tenantId, productId } }),
    )
    expect(terms.map(({ term }) => term)).toContain('neu')
    expect(terms.map(({ term }) => term)).not.toContain('alt')
    expect(await catalog.collections.byId({ collectionId })).toMatchObject({ ruleValue: 'Neu', products: 1 })
  })

  test('with more products than a batch a job tells the rest; a product saved meanwhile under the old name stays with the brand', async () => {
    const catalog = await asRole('catalog')
    await make('Riese')
    const { id } = await brandOf('riese')
    await shops.acme.inTenant(
      (tx) => tx.$executeRaw`
        insert into products (tenant_id, handle, title, vendor, brand_id)
        select ${tx.tenantId}::uuid, 'riese-' || n, 'Riese ' || n, 'Riese', ${id}::uuid from generate_series(1, ${BATCH_SIZE + 50}::int) n`,
    )
    const saved = await catalog.brands.save({ id, name: 'Zwerg' })
    expect(saved).toMatchObject({ told: BATCH_SIZE, jobId: expect.any(String) as string })
    const late = await shops.acme.inTenant((tx) =>
      tx.product.findFirstOrThrow({ where: { tenantId: tx.tenantId, brandId: id, vendor: 'Riese' } }),
    )
    await catalog.products.save({ productId: late.id, version: 1, title: 'Saved meanwhile' })
    expect(await rowOf(late.id)).toMatchObject({ vendor: 'Zwerg', brandId: id })
    await runJobs(shops.acme, shops.filesDir)
    const left = await shops.acme.inTenant((tx) =>
      tx.product.count({ where: { tenantId: tx.tenantId, brandId: id, vendor: { not: 'Zwerg' } } }),
    )
    expect(left).toBe(0)
    expect((await catalog.brands.list({ q: 'riese' })).rows).toEqual([])
    expect(await catalog.brands.byId({ id })).toMatchObject({ products: BATCH_SIZE + 51, formerKeys: [] })
  })

  test('to a name that another has is refused at the field; a version that is not the newest is refused too', async () => {
    const catalog = await asRole('catalog')
    await make('Eins')
    await make('Zwei')
    const { id } = await brandOf('eins')
    await expect(catalog.brands.save({ id, name: 'ZWEI' })).rejects.toMatchObject({
      cause: { fields: { name: 'There is a brand called Zwei already.' } },
    })
    await catalog.brands.save({ id, version: 1, name: 'Eins', website: 'https://eins.example' })
    await expect(catalog.brands.save({ id, version: 1, name: 'Eins', description: 'x' })).rejects.toMatchObject(
      refused('version_conflict', 409),
    )
    await expect(catalog.brands.save({ id, name: 'Eins', website: 'javascript:alert(1)' })).rejects.toMatchObject(
      refused('invalid_input', 422),
    )
  })
})

test('two brands, or two types, become one: their products are together and carry one name', async () => {
  const catalog = await asRole('catalog')
  const productId = await make('Doppel GmbH', 'Stuhl')
  const kept = await make('Doppel', 'Stühle')
  const [from, into] = [await brandOf('doppel gmbh'), (await catalog.brands.list({ q: 'doppel' })).rows[0]!]
  expect(await catalog.brands.merge({ id: from.id, intoId: into.id })).toMatchObject({ told: 1 })
  expect(await rowOf(productId)).toMatchObject({ vendor: 'Doppel', brandId: into.id })
  const types = (await catalog.productTypes.list({ q: 'st' })).rows
  await catalog.productTypes.merge({ id: types[0]!.id, intoId: types[1]!.id })
  expect(await rowOf(productId)).toMatchObject({ productType: 'Stühle' })
  expect((await rowOf(kept)).version).toBe(1)
  await expect(catalog.brands.merge({ id: into.id, intoId: into.id })).rejects.toMatchObject(
    refused('invalid_input', 422),
  )
})

test('a record that products refer to is not removed; one that none refers to is', async () => {
  const catalog = await asRole('catalog')
  await make('Gebunden')
  const { id } = await brandOf('gebunden')
  await expect(catalog.brands.remove({ id })).rejects.toMatchObject(refused('record_in_use', 409))
  const free = await catalog.brands.save({ name: 'Frei' })
  await catalog.brands.remove({ id: free.id })
  await expect(catalog.brands.byId({ id: free.id })).rejects.toMatchObject(refused('not_found', 404))
})

test('manufacturers and suppliers keep their addresses and terms; a code is one supplier’s only', async () => {
  const catalog = await asRole('catalog')
  const maker = await catalog.manufacturers.save({
    name: 'Fabrik',
    country: 'cn',
    address: 'Road 1\nShenzhen',
    responsibleName: 'EU Rep GmbH',
    responsibleEmail: 'rep@example.com',
  })
  expect(await catalog.manufacturers.byId({ id: maker.id })).toMatchObject({
    country: 'CN',
    responsibleName: 'EU Rep GmbH',
  })
  const supplier = { name: 'Großhandel', code: 'GH', currency: 'EUR', leadTimeDays: 14 }
  const { id } = await catalog.suppliers.save(supplier)
  expect(await catalog.suppliers.byId({ id })).toMatchObject({ ...supplier, products: 0 })
  await expect(catalog.suppliers.save({ name: 'Other', code: 'GH', currency: 'EUR' })).rejects.toMatchObject({
    cause: { fields: { code: 'Großhandel has this code already.' } },
  })
  await expect(catalog.suppliers.save({ name: 'Mail', currency: 'EUR', email: 'nobody' })).rejects.toMatchObject(
    refused('invalid_input', 422),
  )
})

test('the neighbour has names of its own: the same brand there is another one, and ours is not there', async () => {
  const catalog = await asRole('catalog')
  const productId = await make('Gleich')
  const { id } = await brandOf('gleich')
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  await neighbour.products.create({ title: 'Theirs', priceMinor: 1n, vendor: 'Gleich' })
  const theirs = (await neighbour.brands.list({ q: 'gleich' })).rows
  expect(theirs).toHaveLength(1)
  expect(theirs[0]!.id).not.toBe(id)
  await expect(neighbour.brands.save({ id, name: 'Stolen' })).rejects.toMatchObject(refused('not_found', 404))
  await expect(neighbour.brands.merge({ id, intoId: theirs[0]!.id })).rejects.toMatchObject(refused('not_found', 404))
  await neighbour.brands.save({ id: theirs[0]!.id, name: 'Anders' })
  expect(await rowOf(productId)).toMatchObject({ vendor: 'Gleich', version: 1 })
  const support = await asRole('support')
  await expect(support.brands.save({ name: 'No' })).rejects.toMatchObject(refused('forbidden', 403))
  expect((await catalog.brands.byId({ id })).name).toBe('Gleich')
})
