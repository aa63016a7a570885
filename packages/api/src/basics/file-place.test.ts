import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { fileKey, filePath, openFile, openPicture, placeAt, saveFile, sweepFiles, writeWhole } from './index.ts'

const ACCESS_KEY = 'AKIDSOUKTEST'
const objects = new Map<string, Buffer>()
const unsigned: string[] = []
let bucket: Server
let shops: TestShops
const folder = mkdtempSync(join(tmpdir(), 'souk-place-'))

/** As much of S3 as the product uses. Every request has to carry a signature of our key, or it is refused and noted. */
function answerLikeS3(): Server {
  return createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://s3')
    if (!req.headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/`)) {
      unsigned.push(`${req.method} ${req.url}`)
      return res.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
    }
    const key = pathname.replace(/^\/files\//, '')
    if (req.method === 'GET' && searchParams.get('list-type') === '2') {
      const prefix = searchParams.get('prefix') ?? ''
      const rows = [...objects.keys()].filter((each) => each.startsWith(prefix))
      const contents = rows.map(
        (each) => `<Contents><Key>${each}</Key><LastModified>2020-01-01T00:00:00Z</LastModified></Contents>`,
      )
      return res.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`)
    }
    if (req.method === 'PUT') {
      objects.set(key, Buffer.concat((await req.toArray()) as Buffer[]))
      return res.end()
    }
    if (req.method === 'DELETE') {
      objects.delete(key)
      return res.writeHead(204).end()
    }
    const found = objects.get(key)
    if (!found) return res.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    res.end(found)
  })
}

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  bucket = answerLikeS3().listen(0, '127.0.0.1')
  await new Promise((ready) => bucket.once('listening', ready))
  vi.stubEnv('SOUK_S3_ENDPOINT', `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`)
  vi.stubEnv('SOUK_S3_ACCESS_KEY_ID', ACCESS_KEY)
  vi.stubEnv('SOUK_S3_SECRET_ACCESS_KEY', 'a secret of this test alone')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  bucket.close()
  rmSync(folder, { recursive: true, force: true })
  await shops.close()
})

const inBucket = 's3://files/uploads'
const id = '0198aaaa-0000-7000-8000-0000000000ab'
const tenantId = '0198bbbb-0000-7000-8000-000000000001'
const listed = async (place: string, tenant: string) => {
  const keys: string[] = []
  for await (const { key } of placeAt(place).list(tenant)) keys.push(key)
  return keys
}

test.each([folder, inBucket])(
  '%s keeps bytes under a key, gives them back whole, lists a tenant and forgets',
  async (name) => {
    const place = placeAt(name)
    const key = fileKey(tenantId, id)
    expect(await place.read(key)).toBe(null)
    await place.write(key, Buffer.from('first'))
    await place.write(key, Buffer.from('second'))
    expect((await place.read(key))?.toString()).toBe('second')
    expect(readFileSync(await place.path(key), 'utf8')).toBe('second')
    expect(await listed(name, tenantId)).toEqual([key])
    expect(await listed(name, '0198bbbb-0000-7000-8000-000000000002')).toEqual([])
    const local = join(folder, 'local')
    await writeWhole(local, Buffer.from('third'))
    await place.take(key, local)
    expect(Buffer.concat(await (await place.stream(key))!.toArray()).toString()).toBe('third')
    await place.remove(key)
    await place.remove(key)
    expect(await place.stream(key)).toBe(null)
    expect(await place.read(key)).toBe(null)
  },
)

test('a picture saved in a bucket lies under its prefix and tenant, its widths beside it, every request signed', async () => {
  const bytes = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#a64' } })
    .png()
    .toBuffer()
  const { tenant } = shops.acme
  const file = await shops.acme.inTenant((tx) =>
    saveFile(tx, inBucket, { purpose: 'product', filename: 'a.png', bytes, by: { id: null } }),
  )
  const thumb = await openPicture(inBucket, tenant.id, file, { width: 320, format: 'webp' })
  const key = `uploads/${fileKey(tenant.id, file.id)}`
  expect([...objects.keys()].filter((each) => each.includes(tenant.id))).toEqual([key, `${key}.w320.webp`])
  expect(objects.get(`${key}.w320.webp`)).toEqual(thumb)
  expect(await openFile(inBucket, tenant.id, file)).toEqual(objects.get(key))
  await expect(openFile(inBucket, shops.globex.tenant.id, file)).rejects.toThrow('not in their place')
  expect(unsigned).toEqual([])
})

test('a key is never made of what somebody typed', () => {
  for (const bad of ['../../etc/passwd', '', 'x'.repeat(36), `${id}/..`, id.toUpperCase()])
    expect(() => fileKey(tenantId, bad)).toThrow(TypeError)
  expect(() => fileKey('..', id)).toThrow(TypeError)
})

test('bytes that no row names go after a day, with the widths made of them; named ones and young ones stay', async () => {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#46a' } })
    .png()
    .toBuffer()
  const save = () =>
    shops.acme.inTenant((tx) =>
      saveFile(tx, shops.filesDir, { purpose: 'product', filename: 'b.png', bytes, by: { id: null } }),
    )
  const kept = await save()
  const path = (name: string) => filePath(shops.filesDir, shops.acme.tenant.id, name)
  const old = new Date(Date.now() - 2 * 86_400_000)
  await writeWhole(`${path(id)}.w320.webp`, Buffer.from('x'))
  await writeWhole(path(id), Buffer.from('x'))
  for (const each of [path(id), `${path(id)}.w320.webp`, path(kept.id)]) utimesSync(each, old, old)
  const young = path(id.replace('ab', 'cd'))
  await writeWhole(young, Buffer.from('x'))
  const exported = path(id.replace('ab', 'ef'))
  await writeWhole(exported, Buffer.from('x'))
  utimesSync(exported, old, old)
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      insert into exports (tenant_id, list, permission, format, filename, status, file_id)
      values (${tx.tenantId}::uuid, 'products', 'catalog:read', 'csv', 'a.csv', 'done', ${id.replace('ab', 'ef')}::uuid)`,
  )
  expect(await sweepFiles(shops.db.inTenant, shops.filesDir, shops.globex.tenant.id)).toBe(0)
  expect(await sweepFiles(shops.db.inTenant, shops.filesDir, shops.acme.tenant.id)).toBe(2)
  for (const each of [young, exported]) expect(readFileSync(each, 'utf8')).toBe('x')
  expect((await openFile(shops.filesDir, shops.acme.tenant.id, kept)).byteLength).toBeGreaterThan(0)
})
