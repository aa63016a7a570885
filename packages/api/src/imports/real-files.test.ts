import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findStockViolations } from '../inventory/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { importFiles } from '../testing/import-files.ts'

/** The real exports lie beside the repository, where there are any; they are nobody's to copy. */
const folder = resolve(import.meta.dirname, '../../../../../shared/data/shopify')
const here = existsSync(folder)
if (!here) console.log(`Skipped: the real product exports are not there (${folder}).`)

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const picturesUnder = (name: string) =>
  readdirSync(join(folder, 'images', name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ filename: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))

const state = (shop: TestShops['acme']) =>
  shop.inTenant(async (tx) => ({
    products: await tx.product.findMany({
      where: { tenantId: tx.tenantId },
      select: { handle: true, version: true },
      orderBy: { handle: 'asc' },
    }),
    variants: await tx.productVariant.count({ where: { tenantId: tx.tenantId } }),
    images: await tx.productImage.count({ where: { tenantId: tx.tenantId } }),
    movements: await tx.stockMovement.count({ where: { tenantId: tx.tenantId } }),
    audit: await tx.auditEntry.count({ where: { tenantId: tx.tenantId, subjectKind: 'product' } }),
    violations: await findStockViolations(tx),
  }))

async function importFile(name: string, pictures: { filename: string; bytes: Uint8Array }[]) {
  const files = importFiles(shops.acme, shops.filesDir, 'catalog')
  const importId = await files.upload('products', readFileSync(join(folder, name)), pictures)
  const checked = await files.check(importId, { collections: true })
  return { checked, done: (await files.begin(importId)).summary, importId }
}

describe.skipIf(!here)('the three real product exports', () => {
  const expected = {
    'apparel.csv': {
      create: 25,
      update: 0,
      unchanged: 0,
      skip: 0,
      error: 0,
      products: 25,
      variants: 96,
      pictures: 55,
      warnings: 1,
    },
    'jewelry.csv': {
      create: 19,
      update: 0,
      unchanged: 0,
      skip: 0,
      error: 0,
      products: 19,
      variants: 24,
      pictures: 25,
      warnings: 1,
    },
    'bicycles.csv': {
      create: 284,
      update: 0,
      unchanged: 0,
      skip: 0,
      error: 0,
      products: 284,
      variants: 1121,
      pictures: 1034,
      warnings: 66,
    },
  }
  test.each(Object.entries(expected))(
    '%s imports whole, and a second time changes nothing',
    { timeout: 300_000 },
    async (name, counts) => {
      const pictures = name === 'jewelry.csv' ? [] : picturesUnder(name === 'apparel.csv' ? 'BKLYN' : 'bicycles')
      const first = await importFile(name, pictures)
      expect(first.checked).toEqual(first.done)
      expect(first.done).toEqual(counts)
      const before = await state(shops.acme)
      expect(before.violations).toEqual([])
      const second = await importFile(name, [])
      expect(second.done).toEqual({ ...counts, create: 0, unchanged: counts.create })
      expect(await state(shops.acme)).toEqual(before)
    },
  )

  const rowsOf = () => parse(readFileSync(join(folder, 'apparel.csv')), { bom: true }) as string[][]
  const asText = (rows: string[][], delimiter = ',') => stringify(rows, { delimiter, record_delimiter: 'windows' })
  const without = (name: string) => {
    const rows = rowsOf()
    const at = rows[0]!.indexOf(name)
    return rows.map((cells) => cells.filter((_, place) => place !== at))
  }

  test.each<[string, () => Uint8Array]>([
    ['Windows-1252 with semicolons', () => Buffer.from(asText(rowsOf(), ';'), 'latin1')],
    ['UTF-8 with a mark and tabs', () => Buffer.from(`\ufeff${asText(rowsOf(), '\t')}`)],
    ['UTF-16', () => Buffer.from(`\ufeff${asText(rowsOf())}`, 'utf16le')],
    ['columns that nobody needs left out', () => Buffer.from(asText(without('Variant Grams')))],
  ])('apparel.csv as %s means the same products', { timeout: 120_000 }, async (_, bytes) => {
    const files = importFiles(shops.globex, shops.filesDir, 'catalog')
    const importId = await files.upload('products', bytes())
    expect(await files.check(importId)).toMatchObject({ create: 25, error: 0, variants: 96, pictures: 55 })
  })

  test(
    'apparel.csv broken in three rows is put right and undone, and nothing is lost',
    { timeout: 120_000 },
    async () => {
      const files = importFiles(shops.globex, shops.filesDir, 'owner')
      const before = await state(shops.globex)
      const rows = rowsOf()
      const at = (name: string) => rows[0]!.indexOf(name)
      const right = [5, 9, 14].map((place) => rows[place]![at('Variant Price')]!)
      for (const place of [5, 9, 14]) rows[place]![at('Variant Price')] = '=cmd|calc'
      const importId = await files.upload('products', asText(rows))
      expect(await files.check(importId)).toMatchObject({ error: 3 })
      const api = await files.imports()
      const failed = await files.rows(importId, 'error')
      await api.fixRows({
        importId,
        rows: failed.map(({ line }, place) => ({ line, cells: { [at('Variant Price')]: right[place]! } })),
      })
      await runJobs(shops.globex, shops.filesDir)
      const done = await files.begin(importId)
      expect(done.summary).toMatchObject({ create: 25, error: 0, variants: 96 })
      const undone = await files.undo(importId)
      expect(undone.undone).toEqual({ removed: 25 })
      const after = await state(shops.globex)
      expect({ ...after, movements: 0, audit: 0 }).toEqual({ ...before, movements: 0, audit: 0 })
    },
  )

  test('apparel.csv without its titles is refused before anything is read', async () => {
    const files = importFiles(shops.globex, shops.filesDir, 'catalog')
    const importId = await files.upload('products', asText(without('Title')))
    await expect(files.check(importId)).rejects.toMatchObject({
      cause: { fields: { 'field.title': 'Choose the column for Title.' } },
    })
  })
})
