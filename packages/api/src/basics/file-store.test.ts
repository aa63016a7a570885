import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import pg from 'pg'
import sharp from 'sharp'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { canReadFile, filePath, findFile, openPicture, saveFile, type FilePurpose } from './index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const picture = (width = 400) => sharp({ create: { width, height: 300, channels: 3, background: '#a64' } })
const by = { id: null }
const save = (
  bytes: Uint8Array,
  purpose: FilePurpose = 'product',
  filename = 'vase.jpg',
  shop: TestShop = shops.acme,
) => shop.inTenant((tx) => saveFile(tx, shops.filesDir, { purpose, filename, bytes, by }))
const fileRefused = { code: 'file_refused', status: 422 }

test('a picture is kept under its tenant, whole, with its true type and without its metadata (A22)', async () => {
  const bytes = await picture()
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer()
  expect(bytes.includes('secret place')).toBe(true)
  const file = await save(bytes, 'product', '../../etc/vase.png')
  expect(file).toMatchObject({ mime: 'image/jpeg', width: 400, height: 300, filename: 'vase.png' })
  const path = filePath(shops.filesDir, shops.acme.tenant.id, file.id)
  expect(path).toBe(join(shops.filesDir, shops.acme.tenant.id, file.id.slice(-2), file.id))
  expect(readFileSync(path).includes('secret place')).toBe(false)
  expect(readdirSync(join(path, '..')).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('what is no picture is refused, whatever it is called: script, SVG, HTML behind a picture, text, nothing (A22)', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const jpeg = await picture().jpeg().toBuffer()
  for (const bytes of [svg, '<!doctype html><script>1</script>', '#!/bin/sh\nrm', '', '%PDF-1.7 x'].map((text) =>
    Buffer.from(text),
  )) {
    await expect(save(bytes)).rejects.toMatchObject(fileRefused)
  }
  await expect(save(jpeg.subarray(0, 100))).rejects.toMatchObject({ message: 'This picture is damaged.' })
  const file = await save(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]))
  expect(readFileSync(filePath(shops.filesDir, shops.acme.tenant.id, file.id)).includes('<script>')).toBe(false)
})

test('a small file that unpacks to a huge picture is refused before it is unpacked (A22)', async () => {
  const bomb = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  expect(bomb.byteLength).toBeLessThan(1_000_000)
  await expect(save(bomb)).rejects.toMatchObject({ message: expect.stringContaining('50 megapixels') as unknown })
  await expect(save(Buffer.alloc(8_000_001), 'complaint')).rejects.toMatchObject({
    message: expect.stringContaining('8 MB') as unknown,
  })
})

test('the same product picture is stored once; a complaint’s picture never shares a file', async () => {
  const bytes = await picture(410).png().toBuffer()
  expect((await save(bytes)).id).toBe((await save(bytes)).id)
  expect((await save(bytes, 'complaint')).id).not.toBe((await save(bytes, 'complaint')).id)
})

test('another tenant’s file is not there, even by its id', async () => {
  const file = await save(await picture(420).png().toBuffer())
  expect(await shops.globex.inTenant((tx) => findFile(tx, file.id))).toBe(null)
  expect(await shops.acme.inTenant((tx) => findFile(tx, file.id))).toMatchObject({ id: file.id })
  expect(await shops.acme.inTenant((tx) => findFile(tx, "../../x' or 1=1"))).toBe(null)
})

test('who may read: anyone a product’s picture, only staff of the service and the complaint’s own customer a complaint’s', async () => {
  const nobody = { staff: null, customer: null, orderToken: null }
  const staff = (permission: string) => ({ ...nobody, staff: { permissions: new Set([permission]) } })
  const bytes = await picture(430).png().toBuffer()
  const [open, closed, table] = [
    await save(bytes),
    await save(bytes, 'complaint'),
    await save(Buffer.from('Handle,Title\n'), 'import'),
  ]
  const may = (file: typeof open, reader: Parameters<typeof canReadFile>[2]) =>
    shops.acme.inTenant((tx) => canReadFile(tx, file, reader))
  expect(await may(open, nobody)).toBe(true)
  expect(await may(closed, nobody)).toBe(false)
  expect(await may(closed, staff('service:read'))).toBe(true)
  expect(await may(closed, staff('catalog:read'))).toBe(false)
  expect(await may(closed, { ...nobody, customer: { id: crypto.randomUUID() }, orderToken: 'guessed' })).toBe(false)
  expect([await may(table, nobody), await may(table, staff('catalog:import'))]).toEqual([false, true])
})

test('a width is made once, in the format asked for, and kept beside the original', async () => {
  const file = await save(await picture(1000).png().toBuffer())
  const open = () => openPicture(shops.filesDir, shops.acme.tenant.id, file, { width: 320, format: 'webp' })
  const [first, second] = await Promise.all([open(), open()])
  expect(first).toBe(second)
  expect(await sharp(first).metadata()).toMatchObject({ format: 'webp', width: 320 })
  const kept = `${filePath(shops.filesDir, shops.acme.tenant.id, file.id)}.w320.webp`
  writeFileSync(kept, 'kept')
  expect((await open()).toString()).toBe('kept')
})

/** A PNG that says it is this large and holds next to nothing. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a PNG of 60,000 by 60,000 pixels in 150 bytes is refused at once (A22)', async () => {
  const bomb = hugePng(60_000, 60_000)
  expect(bomb.byteLength).toBeLessThan(150)
  await expect(save(bomb)).rejects.toMatchObject({ message: expect.stringContaining('50 megapixels') as unknown })
})

test('a shop that has no room left stores nothing more, whatever it tries; the neighbour does (A22)', async () => {
  const superuser = new pg.Client({ connectionString: shops.database.urls.super })
  await superuser.connect()
  const limit = (bytes: number) =>
    superuser.query('update tenants set file_bytes_max = $1 where id = $2', [bytes, shops.acme.tenant.id])
  const bytes = await picture(460).png().toBuffer()
  await limit(10)
  await expect(save(bytes)).rejects.toMatchObject({
    ...fileRefused,
    message: expect.stringContaining('no room') as unknown,
  })
  expect(await save(bytes, 'product', 'vase.jpg', shops.globex)).toMatchObject({ filename: 'vase.jpg' })
  await expect(
    shops.acme.inTenant(
      (tx) => tx.$executeRaw`update tenants set file_bytes_max = 1e9 where id = ${tx.tenantId}::uuid`,
    ),
  ).rejects.toThrow(/permission denied/)
  await limit(20_000_000_000)
  expect(await save(bytes)).toMatchObject({ filename: 'vase.jpg' })
  await superuser.end()
})

test('a picture that is a zip as well, or carries a script after its end, is stored without them (A22)', async () => {
  const [png, gif] = [await picture(440).png().toBuffer(), await picture(441).gif().toBuffer()]
  const zip = Buffer.from('PK\u0003\u0004 hidden.exe PK\u0005\u0006')
  for (const bytes of [png, gif]) {
    const file = await save(Buffer.concat([bytes, zip, Buffer.from('<script>alert(1)</script>')]))
    const kept = readFileSync(filePath(shops.filesDir, shops.acme.tenant.id, file.id))
    expect([kept.includes('hidden.exe'), kept.includes('<script>')]).toEqual([false, false])
  }
})

test('a printer’s CMYK and a scanner’s sixteen bits become what screens show, and a turned picture stands upright', async () => {
  const cmyk = await picture(450).toColourspace('cmyk').jpeg().toBuffer()
  const deep = await picture(451).toColourspace('rgb16').png().toBuffer()
  const turned = await picture(452).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect([(await sharp(cmyk).metadata()).space, (await sharp(deep).metadata()).depth]).toEqual(['cmyk', 'ushort'])
  for (const bytes of [cmyk, deep]) {
    const file = await save(bytes)
    const kept = await sharp(filePath(shops.filesDir, shops.acme.tenant.id, file.id)).metadata()
    expect(kept).toMatchObject({ space: 'srgb', depth: 'uchar' })
  }
  expect(await save(turned)).toMatchObject({ width: 300, height: 452 })
})

test('an animation keeps moving, in every width', async () => {
  const frames = await Promise.all(
    ['#f00', '#0f0', '#00f'].map((background) =>
      sharp({ create: { width: 460, height: 300, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const file = await save(gif)
  expect(file).toMatchObject({ animated: true, width: 460, height: 300 })
  const small = await openPicture(shops.filesDir, shops.acme.tenant.id, file, { width: 320, format: 'webp' })
  expect(await sharp(small).metadata()).toMatchObject({ width: 320, pages: 3 })
})

test('a likeness of a public picture is kept with it, and its id is a digest of its content', async () => {
  const bytes = await picture(470).png().toBuffer()
  const file = await save(bytes)
  const row = await shops.acme.inTenant((tx) =>
    tx.storedFile.findUniqueOrThrow({ where: { tenantId_id: { tenantId: tx.tenantId, id: file.id } } }),
  )
  const { r, g, b } = thumbHashToAverageRGBA(Buffer.from(row.thumbhash!, 'base64'))
  expect([r, g, b].map((part) => Math.round(part * 15))).toEqual([10, 6, 4])
  expect((await save(bytes, 'product', 'other.png', shops.globex)).id).toBe(file.id)
  expect((await save(bytes, 'collection')).id).not.toBe(file.id)
})

test('a browser that reads neither AVIF nor WebP gets a JPEG', async () => {
  const file = await save(await picture(480).png().toBuffer())
  const bytes = await openPicture(shops.filesDir, shops.acme.tenant.id, file, { width: 320, format: 'jpeg' })
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320 })
})
