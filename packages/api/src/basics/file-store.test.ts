import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
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
