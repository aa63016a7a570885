import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, SSF, utils } from '@e965/xlsx'
import { Prisma } from '@souk/db'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { filePath } from '../file-place.ts'
import { anyList, type AnyList, type ListSpec } from '../lists/list-spec.ts'
import { exportPlan } from './export-plan.ts'
import { unguardFormula } from './formula-guard.ts'
import { writeExport } from './write-export.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

type Row = { id: string; title: string; price: bigint; at: Date; active: boolean; tags: string[] }

const COLUMNS: ListSpec<Row>['columns'] = {
  title: { kind: 'text', value: (row) => row.title },
  price: { kind: 'money', value: (row) => row.price },
  count: { kind: 'number', value: () => -3.5 },
  at: { kind: 'date', value: (row) => row.at },
  active: { kind: 'boolean', value: (row) => row.active },
  tags: { kind: 'text', value: (row) => row.tags.join(', ') },
}

/** A list with a column of every kind. */
const products = anyList<Row>({
  key: 'products',
  permission: 'catalog:read',
  from: Prisma.sql`products p`,
  tenantId: Prisma.sql`p.tenant_id`,
  id: Prisma.sql`p.id`,
  search: () => Prisma.sql`true`,
  filters: {},
  sorts: { id: { value: Prisma.sql`p.id`, type: 'uuid' } },
  sort: 'id',
  views: {},
  columns: COLUMNS,
  read: (tx, ids) => tx.$queryRaw<Row[]>`
    select p.id, p.title, v.price_minor as price, p.created_at as at, p.status = 'active' as active, p.tags
    from products p join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${ids}::uuid[])`,
})

const TITLES = [
  'Vase, "blue"',
  '=HYPERLINK("http://x")',
  'Zweizeilig\nhier',
  'مزهرية',
  '<b>&amp;</b>',
  "'=x",
  'bell\u0007',
]
const plan = (format: 'csv' | 'xlsx', more: object = {}) =>
  exportPlan.parse({
    list: 'products',
    query: {},
    columns: ['title', 'price', 'count', 'at', 'active', 'tags'].map((key) => ({ key, label: `The ${key}` })),
    format,
    ...more,
  })

async function fill(shop: TestShop, titles = TITLES): Promise<void> {
  const api = await shop.as({ role: 'owner' })
  for (const title of titles) {
    await api.catalog.products.create({ title, priceMinor: 123_450n, status: 'active', tags: ['a', 'b'] })
  }
  await shop.inTenant(
    (tx) => tx.$executeRaw`
      update products set created_at = '2026-06-30T22:30:00Z' where tenant_id = ${tx.tenantId}::uuid`,
  )
}

async function exported(shop: TestShop, format: 'csv' | 'xlsx', more: object = {}): Promise<Buffer> {
  const doors = { inTenant: shop.inTenant, filesDir: shops.filesDir, tenantId: shop.tenant.id }
  const { fileId, bytes } = await writeExport(doors, products, plan(format, more))
  const file = readFileSync(filePath(shops.filesDir, shop.tenant.id, fileId))
  expect(file.byteLength).toBe(bytes)
  return file
}

test('a CSV file has a byte order mark, exact amounts, the clock of the shop, and guards what a spreadsheet would run', async () => {
  await fill(shops.acme)
  const file = await exported(shops.acme, 'csv')
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head, ...rows] = parse(file, { bom: true })
  expect(head).toEqual(['The title', 'The price', 'The count', 'The at', 'The active', 'The tags'])
  expect(rows.map(([title]) => unguardFormula(title!))).toEqual(TITLES)
  expect(rows[1]).toEqual(['\'=HYPERLINK("http://x")', '1234.50', '-3.5', '2026-07-01 00:30:00', 'TRUE', 'a, b'])
})

test('with semicolons, numbers have a decimal comma; a time zone of the reader wins over that of the shop', async () => {
  const file = await exported(shops.acme, 'csv', { options: { delimiter: ';', timeZone: 'America/New_York' } })
  expect(parse(file, { bom: true, delimiter: ';' })[1]).toEqual([
    'Vase, "blue"',
    '1234,50',
    '-3,5',
    '2026-06-30 18:30:00',
    'TRUE',
    'a, b',
  ])
})

test('a workbook holds texts as they are, numbers and amounts as numbers, moments as dates, and no formula', async () => {
  const book = read(await exported(shops.acme, 'xlsx'), { cellFormula: true, cellStyles: true })
  const sheet = book.Sheets.Export!
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true })
  expect(rows).toHaveLength(TITLES.length + 1)
  expect(rows.slice(1).map((row) => row[0])).toEqual(TITLES.map((title) => title.replace('\u0007', '')))
  expect(rows[1]!.slice(1, 3)).toEqual([1234.5, -3.5])
  expect(sheet.D2).toMatchObject({ t: 'n' })
  expect(SSF.format('yyyy-mm-dd hh:mm', sheet.D2!.v)).toBe('2026-07-01 00:30')
  expect(rows[1]!.slice(4)).toEqual([true, 'a, b'])
  expect(Object.values(sheet).filter((cell) => (cell as { f?: string }).f !== undefined)).toEqual([])
})

test("the amounts of a currency without decimals have none, and the neighbour's rows are in no file", async () => {
  await fill(shops.globex, ['Only globex'])
  const rows = parse(await exported(shops.globex, 'csv'), { bom: true })
  expect(rows).toHaveLength(2)
  expect(rows[1]!.slice(0, 2)).toEqual(['Only globex', '123450'])
  expect((await exported(shops.acme, 'csv')).includes('globex')).toBe(false)
})

test('an export that fails in the middle leaves no file', async () => {
  const folder = join(shops.filesDir, shops.acme.tenant.id)
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  const before = existsSync(folder) ? files() : 0
  const failing: AnyList = { ...products, read: () => Promise.reject(new Error('away')) }
  const doors = { inTenant: shops.acme.inTenant, filesDir: shops.filesDir, tenantId: shops.acme.tenant.id }
  for (const format of ['csv', 'xlsx'] as const) {
    await expect(writeExport(doors, failing, plan(format))).rejects.toThrow('away')
  }
  expect(files()).toBe(before)
})
