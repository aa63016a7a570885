import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Api } from '../../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'

let shops: TestShops
let api: Api
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  api = await shops.acme.as({ role: 'catalog' })
})
afterAll(() => shops.close())

let made = 300
const bytesOf = (width = made++) =>
  sharp({ create: { width, height: 200, channels: 3, background: '#a64' } })
    .png()
    .toBuffer()
const upload = async (filename: string) => (await api.catalog.media.upload({ filename, bytes: await bytesOf() })).fileId
const productOf = (shop: TestShop, title: string) =>
  shop.inTenant(async (tx) => {
    const handle = title.toLowerCase().replaceAll(' ', '-')
    const { id } = await tx.product.create({
      data: { tenantId: tx.tenantId, handle, title, status: 'active' },
      select: { id: true },
    })
    await tx.productVariant.create({ data: { tenantId: tx.tenantId, productId: id, priceMinor: 1000n } })
    await tx.$executeRaw`insert into product_terms (tenant_id, term, product_id, weight) values (${tx.tenantId}::uuid, ${handle.split('-')[0]!}, ${id}::uuid, 8)`
    return id
  })
const cardOf = async (productId: string) => {
  const { newest } = await (await shops.acme.as('guest')).storefront.home()
  return newest.find(({ id }) => id === productId)!.picture
}

test('an uploaded picture is in the library, found by its name, its words and the product that shows it', async () => {
  const [vase, lamp] = [await upload('Blue-Vase.png'), await upload('lamp.png')]
  const productId = await productOf(shops.acme, 'Zebra rug')
  await api.catalog.pictures.attach({ productId, fileIds: [lamp] })
  await api.catalog.media.describe({ fileIds: [vase], alt: 'Ein Gefäß' })
  const found = async (q: string) => (await api.catalog.media.list({ q })).media.map(({ id }) => id)
  expect(await found('blue vase')).toEqual([vase])
  expect(await found('gefäß')).toEqual([vase])
  expect(await found('zeb')).toEqual([lamp])
  expect(await found('nothing like it')).toEqual([])
  expect(await api.catalog.media.byId({ fileId: lamp })).toMatchObject({ uses: 1, products: [{ title: 'Zebra rug' }] })
})

test('pages of the library follow each other without a gap, the newest first, with what each view holds', async () => {
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    insert into stored_files (tenant_id, purpose, filename, mime, bytes, sha256, created_at)
    select ${tx.tenantId}::uuid, 'product', 'p' || n || '.png', 'image/png', 1, 'none' || n, '2020-01-01'::timestamptz + n / 3 * interval '1 s'
    from generate_series(1, 130) n`,
  )
  const ids: string[] = []
  for (let after: string | undefined; ;) {
    const page = await api.catalog.media.list({ q: '', ...(after && { after }) })
    ids.push(...page.media.map(({ id }) => id))
    if (!page.next) break
    after = page.next
  }
  const { counts } = await api.catalog.media.list({})
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBe(counts.all)
  expect(counts.unused).toBeGreaterThanOrEqual(130)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`delete from stored_files where tenant_id = ${tx.tenantId}::uuid and sha256 like 'none%'`,
  )
})

test('one text is given to many pictures at once; a product that has words of its own keeps them', async () => {
  const files = [await upload('one.png'), await upload('two.png')]
  const [plain, own] = [await productOf(shops.acme, 'Plain cup'), await productOf(shops.acme, 'Own cup')]
  for (const productId of [plain, own]) await api.catalog.pictures.attach({ productId, fileIds: [files[0]!] })
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    update product_images set alt = 'Of its own' where tenant_id = ${tx.tenantId}::uuid and product_id = ${own}::uuid`,
  )
  expect(await api.catalog.media.describe({ fileIds: files, alt: 'A cup' })).toEqual({ described: 2 })
  expect([(await cardOf(plain))!.alt, (await cardOf(own))!.alt]).toEqual(['A cup', 'Of its own'])
  await expect(api.catalog.media.describe({ fileIds: files, alt: 'x'.repeat(301) })).rejects.toThrow('at most 300')
})

test('the focal point reaches the storefront’s cards, and is refused outside of the picture', async () => {
  const fileId = await upload('tall.png')
  const productId = await productOf(shops.acme, 'Tall cup')
  await api.catalog.pictures.attach({ productId, fileIds: [fileId] })
  await api.catalog.media.focus({ fileId, x: 20, y: 80 })
  expect(await cardOf(productId)).toMatchObject({
    fileId,
    focus: '20% 80%',
    width: expect.any(Number) as number,
    height: 200,
  })
  expect((await cardOf(productId))!.thumbhash).toMatch(/^[\w+/=]{20,}$/)
  await expect(api.catalog.media.focus({ fileId, x: 101, y: 0 })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  })
})

test('a replaced picture is another address that all its users show, with the old words and point; the version is kept', async () => {
  const fileId = await upload('old.png')
  const products = [await productOf(shops.acme, 'First mug'), await productOf(shops.acme, 'Second mug')]
  for (const productId of products) await api.catalog.pictures.attach({ productId, fileIds: [fileId] })
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    insert into collections (tenant_id, handle, title, image_file_id) values (${tx.tenantId}::uuid, 'mugs', 'Mugs', ${fileId}::uuid)`,
  )
  await api.catalog.media.describe({ fileIds: [fileId], alt: 'A mug' })
  await api.catalog.media.focus({ fileId, x: 10, y: 10 })
  const replaced = await api.catalog.media.replace({ fileId, filename: 'new.png', bytes: await bytesOf() })
  expect(replaced).toMatchObject({ products: 2 })
  for (const productId of products)
    expect(await cardOf(productId)).toMatchObject({ fileId: replaced.fileId, alt: 'A mug', focus: '10% 10%' })
  expect(await api.catalog.media.byId({ fileId })).toMatchObject({ uses: 0 })
  expect(await api.catalog.media.byId({ fileId: replaced.fileId })).toMatchObject({
    uses: 3,
    collections: [{ title: 'Mugs' }],
  })
  const versions = await shops.acme.inTenant((tx) =>
    tx.productVersion.findMany({ where: { tenantId: tx.tenantId, productId: products[0]! } }),
  )
  expect(versions.at(-1)).toMatchObject({ action: 'product.picture_replaced' })
})

test('what is shown is not thrown away, and the sentence says where; what is not shown goes', async () => {
  const fileId = await upload('gone.png')
  const productId = await productOf(shops.acme, 'Last mug')
  await api.catalog.pictures.attach({ productId, fileIds: [fileId] })
  expect(await api.catalog.pictures.attach({ productId, fileIds: [fileId] })).toMatchObject({ attached: 0 })
  await expect(api.catalog.media.remove({ fileId })).rejects.toThrow('Last mug')
  await shops.acme.inTenant(
    (tx) =>
      tx.$executeRaw`delete from product_images where tenant_id = ${tx.tenantId}::uuid and file_id = ${fileId}::uuid`,
  )
  await api.catalog.media.remove({ fileId })
  await expect(api.catalog.media.byId({ fileId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('the neighbour finds none of it, and can change, show or throw away nothing', async () => {
  const fileId = await upload('secret-canary.png')
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  expect((await neighbour.media.list({ q: 'canary' })).media).toEqual([])
  const productId = await productOf(shops.globex, 'Globex mug')
  const notFound = { code: 'NOT_FOUND' }
  await expect(neighbour.media.byId({ fileId })).rejects.toMatchObject(notFound)
  await expect(neighbour.media.describe({ fileIds: [fileId], alt: 'mine' })).rejects.toMatchObject(notFound)
  await expect(neighbour.media.focus({ fileId, x: 1, y: 1 })).rejects.toMatchObject(notFound)
  await expect(neighbour.media.replace({ fileId, filename: 'x.png', bytes: await bytesOf() })).rejects.toMatchObject(
    notFound,
  )
  await expect(neighbour.media.remove({ fileId })).rejects.toMatchObject(notFound)
  await expect(neighbour.pictures.attach({ productId, fileIds: [fileId] })).rejects.toMatchObject(notFound)
  expect(await api.catalog.media.byId({ fileId })).toMatchObject({ alt: '', focusX: 50, uses: 0 })
})
