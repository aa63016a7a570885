import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { filePath } from '../file-place.ts'
import { openExport } from './read-exports.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  await fill(shops.acme, 6000)
  await fill(shops.globex, 3)
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })

const fill = (shop: TestShop, count: number) =>
  shop.inTenant(
    (tx) => tx.$executeRaw`
      with made as (
        insert into products (tenant_id, handle, title, status, vendor)
        select ${tx.tenantId}::uuid, 'vase-' || n, 'Vase ' || lpad(n::text, 5, '0'), case when n % 2 = 0 then 'active' else 'draft' end,
          case when n <= 10 then 'Halden' else '' end
        from generate_series(1, ${count}::int) as n returning id)
      insert into product_variants (tenant_id, product_id, price_minor) select ${tx.tenantId}::uuid, id, 1000 from made`,
  )

const plan = (filters: { key: string; op: 'is'; values: string[] }[] = [], format: 'csv' | 'xlsx' = 'csv') => ({
  list: 'products',
  query: { q: '', filters, sort: '-title' },
  columns: [
    { key: 'title', label: 'Produkt' },
    { key: 'priceFrom', label: 'Preis' },
  ],
  format,
})

async function rowsOf(shop: TestShop, exportId: string, permissions = ['catalog:read']): Promise<string[][]> {
  const { fileId } = await shop.inTenant((tx) => openExport(tx, { exportId, permissions }))
  return parse(readFileSync(filePath(shops.filesDir, shop.tenant.id, fileId)), { bom: true })
}

test('a short list is a file at once: its filters, its order, its columns under the words of the reader', async () => {
  const { exports } = await shops.acme.as({ role: 'support' })
  const halden = [{ key: 'vendor', op: 'is' as const, values: ['Halden'] }]
  const { exportId, jobId } = await exports.start(plan(halden))
  expect(jobId).toBeNull()
  const rows = await rowsOf(shops.acme, exportId)
  expect(rows.slice(0, 3)).toEqual([
    ['Produkt', 'Preis'],
    ['Vase 00010', '10.00'],
    ['Vase 00009', '10.00'],
  ])
  expect(rows).toHaveLength(11)
  expect(await exports.byId({ exportId })).toMatchObject({ status: 'done', rows: 10, format: 'csv' })
  expect((await exports.mine()).map(({ id }) => id)).toContain(exportId)
})

test('more than 5,000 rows are a job with progress, and the file holds every row once', async () => {
  const api = await shops.acme.as({ role: 'catalog' })
  const { exportId, jobId } = await api.exports.start(plan())
  expect(jobId).not.toBeNull()
  expect(await api.basics.jobs.mine()).toMatchObject([{ id: jobId, kind: 'export.run', status: 'ready', total: 6000 }])
  expect(await api.exports.byId({ exportId })).toMatchObject({ status: 'running' })
  await runJobs(shops.acme, shops.filesDir)
  const rows = await rowsOf(shops.acme, exportId)
  expect(new Set(rows.map(([title]) => title)).size).toBe(6001)
  expect(await api.basics.jobs.mine()).toMatchObject([{ status: 'done', done: 6000, exportId }])
  const told = await api.basics.notifications.list({})
  expect(told.rows).toMatchObject([{ kind: 'export.ready', data: { href: `/admin/exports/${exportId}`, rows: 6000 } }])
})

test('a file is closed to a role without the permission of its list, to the neighbour, and after its time', async () => {
  const { exports } = await shops.acme.as({ role: 'catalog' })
  const { exportId } = await exports.start(plan([{ key: 'vendor', op: 'is', values: ['Halden'] }]))
  const accountant = await shops.acme.as({ role: 'accountant' })
  await expect(accountant.exports.start(plan())).rejects.toMatchObject(refused('forbidden', 403))
  await expect(accountant.exports.byId({ exportId })).rejects.toMatchObject(refused('not_found', 404))
  await expect(rowsOf(shops.acme, exportId, ['orders:read'])).rejects.toMatchObject({ code: 'not_found' })
  await expect(rowsOf(shops.globex, exportId)).rejects.toMatchObject({ code: 'not_found' })
  const globex = await shops.globex.as({ role: 'owner' })
  await expect(globex.exports.byId({ exportId })).rejects.toMatchObject(refused('not_found', 404))
  const theirs = await globex.exports.start(plan())
  expect(await rowsOf(shops.globex, theirs.exportId)).toHaveLength(4)
  await shops.acme.inTenant(
    (tx) =>
      tx.$executeRaw`update exports set expires_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${exportId}::uuid`,
  )
  await expect(rowsOf(shops.acme, exportId)).rejects.toMatchObject({ code: 'not_found' })
  expect(await exports.byId({ exportId })).toMatchObject({ status: 'expired' })
})

test('a list, a column or a filter that is not there is refused by name, and no trace of a file is left', async () => {
  const { exports } = await shops.acme.as({ role: 'owner' })
  const before = await exports.mine()
  await expect(exports.start({ ...plan(), list: 'constructor' })).rejects.toMatchObject(refused('not_found', 404))
  await expect(exports.start({ ...plan(), columns: [{ key: 'toString', label: 'x' }] })).rejects.toMatchObject({
    cause: { fields: { columns: 'This list has no column toString.' } },
  })
  await expect(exports.start(plan([{ key: 'nothing', op: 'is', values: ['1'] }]))).rejects.toMatchObject({
    cause: { fields: { 'f.nothing': 'This list has no filter "nothing".' } },
  })
  expect(await exports.mine()).toEqual(before)
})

test('a job in the tray is stopped by the one who began it, and by no one else', async () => {
  const api = await shops.acme.as({ role: 'catalog' })
  const { jobId, exportId } = await api.exports.start(plan())
  const other = await shops.acme.as({ role: 'owner' })
  await expect(other.basics.jobs.cancel({ jobId: jobId! })).rejects.toMatchObject(refused('not_found', 404))
  await api.basics.jobs.cancel({ jobId: jobId! })
  expect(await api.exports.byId({ exportId })).toMatchObject({ status: 'cancelled' })
  await runJobs(shops.acme, shops.filesDir)
  expect(await api.exports.byId({ exportId })).toMatchObject({ status: 'cancelled' })
})
