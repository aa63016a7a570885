import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createProduct } from '../create-product.ts'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { PictureUnavailable } from './fetch-picture.ts'
import { fetchPictures } from './fetch-pictures.ts'
import { nameKeys } from './picture-name.ts'
import { openPictureZip } from './picture-zip.ts'
import { zipPictures } from './zip-pictures.ts'

let shops: TestShops
const folder = mkdtempSync(join(tmpdir(), 'souk-zip-'))
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(async () => {
  await shops.close()
  rmSync(folder, { recursive: true, force: true })
})

const png = (colour: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .png()
    .toBuffer()
const written = (bytes: Buffer) => {
  const path = join(folder, `${randomUUID()}.zip`)
  writeFileSync(path, bytes)
  return path
}

test('a picture is known by its name whatever Shopify appended to it', () => {
  const url = 'https://cdn.shopify.com/s/files/1/products/Skin-care_c18143d5-6378-46aa-b0d7-526aee3bc776.jpg?v=14'
  expect(nameKeys(url)).toEqual({ exact: 'skin-care_c18143d5-6378-46aa-b0d7-526aee3bc776', loose: 'skin-care' })
  for (const name of [
    'a/Skin-care_grande.jpeg',
    'skin-care_2048x2048.png',
    'skin-care_600x.webp',
    'skin-care_crop.jpg',
    'skin%2Dcare_small@2x.jpg',
  ]) {
    expect([name, nameKeys(name).loose]).toEqual([name, name.includes('crop') ? 'skin-care_crop' : 'skin-care'])
  }
})

test('a zip gives its pictures by name; everything else in it is passed over', async () => {
  const bytes = await png('#123')
  const zip = await openPictureZip(
    written(
      zipPictures([
        { filename: 'mug_grande.png', bytes },
        { filename: 'notes.txt', bytes },
      ]),
    ),
  )
  expect(zip.count).toBe(1)
  expect(await zip.find('https://cdn.example/mug.jpg?v=1')).toEqual(bytes)
  expect(await zip.find('https://cdn.example/notes.txt')).toBe(null)
  zip.close()
})

test('a zip with a name that climbs out of its folder is refused whole (A22)', async () => {
  const bytes = await png('#456')
  const good = zipPictures([{ filename: 'aaaaaaaaaa.png', bytes }])
  for (const name of ['../../evil.png', '/etc/eviill.png', 'C:\\evil\\x.png']) {
    const evil = Buffer.from(
      good.toString('latin1').replaceAll('0/aaaaaaaaaa.png', name.padEnd(16, 'g').slice(0, 16)),
      'latin1',
    )
    await expect(openPictureZip(written(evil))).rejects.toMatchObject({
      code: 'file_refused',
      message: expect.stringContaining('leads out') as unknown,
    })
  }
  await expect(openPictureZip(written(good.subarray(0, -30)))).rejects.toMatchObject({
    message: 'This zip is damaged.',
  })
})

test('a zip of ten thousand files, and one that unpacks to more than a gigabyte, are refused before anything is unpacked (A22)', async () => {
  const bytes = Buffer.from('x')
  const many = zipPictures(Array.from({ length: 10_000 }, (_, at) => ({ filename: `${at}.png`, bytes })))
  await expect(openPictureZip(written(many))).rejects.toMatchObject({ message: 'This zip holds more than 5000 files.' })
  // The directory at the end says how large the file is packed and unpacked: 20 and 24 bytes behind the mark of its entry.
  const bomb = zipPictures([{ filename: 'bomb.png', bytes }])
  const entry = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002'))
  for (const place of [20, 24]) bomb.writeUInt32LE(2_000_000_000, entry + place)
  await expect(openPictureZip(written(bomb))).rejects.toMatchObject({ message: 'This zip unpacks to more than 1 GB.' })
})

test('a picture that cannot be had is missing with its reason; a host that does not answer is not asked for ever; trying again brings it', async () => {
  const { acme } = shops
  const productId = await acme.inTenant(async (tx) => {
    const made = await createProduct(
      tx,
      { title: 'Mug', variants: [{ priceMinor: 1n }] },
      { kind: 'system', id: null, name: 'Test' },
    )
    for (let position = 1; position <= 5; position++) {
      await tx.productImage.create({
        data: {
          tenantId: tx.tenantId,
          productId: made.productId,
          position,
          sourceUrl: `https://cdn.example/${position}.png`,
        },
      })
    }
    return made.productId
  })
  let asked = 0
  const job = (fetch: (address: string) => Promise<Buffer>) =>
    fetchPictures(
      {
        tenantId: acme.tenant.id,
        jobId: randomUUID(),
        payload: { importId: null, productIds: [productId] },
        attempt: 1,
        inTenant: acme.inTenant,
        progress: async () => {},
        signal: new AbortController().signal,
        filesDir: shops.filesDir,
      },
      fetch,
    )
  const refuses = async (): Promise<Buffer> => {
    asked++
    throw new PictureUnavailable('cdn.example cannot be reached from here.', true)
  }
  expect(await job(refuses)).toEqual({ ready: 0, missing: 5 })
  expect(asked).toBe(2)
  const api = (await acme.as({ role: 'catalog' })).catalog
  const images = async () => (await api.products.byId({ productId })).images
  expect((await images()).map(({ status, reason }) => [status, reason])).toEqual(
    Array.from({ length: 5 }, () => ['missing', 'cdn.example cannot be reached from here.']),
  )
  expect(await job(refuses)).toEqual({ ready: 0, missing: 0 })
  await api.pictures.retry({ productId })
  expect((await images()).every(({ status }) => status === 'pending')).toBe(true)
  const colours = ['#111', '#222', '#333', '#444', '#555']
  expect(await job(async () => png(colours.pop()!))).toEqual({ ready: 5, missing: 0 })
  expect((await images()).every(({ status, fileId }) => status === 'ready' && fileId !== null)).toBe(true)
  await runJobs(acme, shops.filesDir)
})

test('pictures are added, described, ordered and removed; the neighbour reaches none of them', async () => {
  const api = (await shops.acme.as({ role: 'catalog' })).catalog
  const { productId } = await api.products.create({ title: 'Bowl', priceMinor: 100n })
  const ids: string[] = []
  for (const colour of ['#a00', '#0a0', '#00a'])
    ids.push((await api.pictures.add({ productId, filename: 'b.png', bytes: await png(colour) })).imageId)
  const order = async () => (await api.products.byId({ productId })).images.map(({ id }) => ids.indexOf(id))
  await api.pictures.move({ productId, imageId: ids[2]!, by: -1 })
  expect(await order()).toEqual([0, 2, 1])
  await api.pictures.order({ productId, imageIds: [ids[1]!, ids[0]!] })
  expect(await order()).toEqual([1, 0, 2])
  await api.pictures.describe({ productId, imageId: ids[1]!, alt: 'A green bowl' })
  await api.pictures.remove({ productId, imageId: ids[0]! })
  expect((await api.products.byId({ productId })).images.map(({ alt }) => alt)).toEqual(['A green bowl', ''])
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  const notFound = { cause: expect.objectContaining({ code: 'not_found' }) as unknown }
  await expect(neighbour.pictures.remove({ productId, imageId: ids[1]! })).rejects.toMatchObject(notFound)
  await expect(
    neighbour.pictures.add({ productId, filename: 'x.png', bytes: await png('#fff') }),
  ).rejects.toMatchObject(notFound)
  await expect(api.pictures.add({ productId, filename: 'x.png', bytes: Buffer.from('<svg/>') })).rejects.toMatchObject({
    cause: { code: 'file_refused' },
  })
})
