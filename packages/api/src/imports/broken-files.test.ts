import { utils, write } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readProducts } from '../catalog/index.ts'
import { importFiles } from '../testing/import-files.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'

// Every way in which a table comes broken or odd, made from one small table.

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const files = () => importFiles(shops.acme, shops.filesDir)
const HEAD = ['Handle', 'Title', 'Body (HTML)', 'Variant SKU', 'Variant Price', 'Variant Inventory Qty']
const row = (handle: string, more: Partial<Record<number, string>> = {}) =>
  [handle, `Größe – ${handle}`, 'Text', `${handle}-1`, '9.50', '2'].map((cell, at) => more[at] ?? cell)
const table = (rows: string[][], delimiter = ',', quote = '"') =>
  rows.map((cells) => cells.map((cell) => `${quote}${cell}${quote}`).join(delimiter)).join('\r\n')
const productOf = async (handle: string) =>
  (await shops.acme.inTenant((tx) => readProducts(tx, { handles: [handle] })))[0]
const count = () => shops.acme.inTenant((tx) => tx.product.count({ where: { tenantId: tx.tenantId } }))

const windows1252 = (text: string) => Buffer.from(text.replaceAll('–', '\x96'), 'latin1')
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()

describe('is read as what it says:', () => {
  test.each<[string, (handle: string) => Uint8Array, object]>([
    ['utf-8 with a mark', (handle) => Buffer.from(`\ufeff${table([HEAD, row(handle)])}`), { encoding: 'utf-8' }],
    [
      'windows-1252 with semicolons',
      (handle) => windows1252(table([HEAD, row(handle, { 4: '9,50' })], ';')),
      { encoding: 'windows-1252', delimiter: ';' },
    ],
    [
      'utf-16 with a mark and tabs',
      (handle) => Buffer.from(`\ufeff${table([HEAD, row(handle)], '\t')}`, 'utf16le'),
      { encoding: 'utf-16le', delimiter: '\t' },
    ],
    ['utf-16 without a mark', (handle) => Buffer.from(table([HEAD, row(handle)]), 'utf16le'), { encoding: 'utf-16le' }],
    ['utf-16 the other way round', (handle) => utf16be(table([HEAD, row(handle)])), { encoding: 'utf-16be' }],
    [
      'pipes and single quotes',
      (handle) => Buffer.from(table([HEAD, row(handle)], '|', "'")),
      { delimiter: '|', quote: "'" },
    ],
    [
      'a title and a blank line above the header',
      (handle) => Buffer.from(`Our products 2026\n\n${table([HEAD, row(handle)])}`),
      { headerRow: 2 },
    ],
  ])('%s', async (name, bytes, reading) => {
    const handle = name.replaceAll(/[^a-z0-9]+/g, '-')
    const importId = await files().upload('products', bytes(handle))
    const columns = await (await files().imports()).columns({ importId })
    expect(columns.reading).toMatchObject(reading)
    expect(await files().check(importId)).toMatchObject({ create: 1, error: 0 })
    await files().begin(importId)
    expect(await productOf(handle)).toMatchObject({
      title: `Größe – ${handle}`,
      variants: [{ priceMinor: 950n, onHand: 2 }],
    })
  })

  test('an Excel workbook, whose formulas count as the values Excel kept', async () => {
    const sheet = utils.aoa_to_sheet([HEAD, row('sheet')])
    sheet.E2 = { t: 'n', v: 9.5, f: 'SUM(4,5.5)' }
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'Products')
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    await files().bring('products', bytes)
    expect(await productOf('sheet')).toMatchObject({ variants: [{ priceMinor: 950n }] })
  })

  test('another way than was found out, when the person says so; the mapping is remembered for the next such file', async () => {
    const api = await files().imports()
    const importId = await files().upload(
      'products',
      Buffer.from(
        table([
          ['Id', 'What', 'Cost us'],
          ['say-so', 'Ü', '3.00'],
        ]),
        'latin1',
      ),
    )
    await api.readAnew({ importId, encoding: 'macintosh', delimiter: ',', headerRow: 1 })
    expect((await api.columns({ importId })).samples[1]).toEqual(['‹'])
    await api.readAnew({ importId, encoding: 'windows-1252', delimiter: ',', headerRow: 1 })
    const found = await api.columns({ importId })
    expect(found).toMatchObject({ mapping: {}, remembered: false, samples: [['say-so'], ['Ü'], ['3.00']] })
    const mapping = { handle: 0, title: 1, 'variant price': 2 }
    await api.map({ importId, mapping, rules: found.rules })
    const next = await files().upload(
      'products',
      table([
        ['Id', 'What', 'Cost us'],
        ['b', 'B', '4'],
      ]),
    )
    expect(await api.columns({ importId: next })).toMatchObject({ mapping, remembered: true })
    const neighbour = importFiles(shops.globex, shops.filesDir)
    const theirs = await neighbour.upload(
      'products',
      table([
        ['Id', 'What', 'Cost us'],
        ['b', 'B', '4'],
      ]),
    )
    expect(await (await neighbour.imports()).columns({ importId: theirs })).toMatchObject({
      mapping: {},
      remembered: false,
    })
  })
})

describe('is told line by line:', () => {
  test(
    'wrong numbers of cells, a cell of 15 MB, handles given twice; what is right goes in',
    { timeout: 120_000 },
    async () => {
      const huge = 'x'.repeat(15_000_000)
      const lines = [
        table([HEAD]),
        table([row('fine')]),
        'short,row',
        table([[...row('wide'), 'more']]),
        table([row('huge', { 2: huge })]),
        table([row('fine', { 1: 'Something else' })]),
        table([row('formula', { 1: '=1+1', 2: "'=SUM(A1)", 3: "'-5" })]),
        'inner,A 5" pipe,Text,i-1,3.00,1',
      ]
      const done = await files().bring('products', lines.join('\n'))
      expect(done.counts).toEqual({ create: 3, error: 4 })
      expect((await files().rows(done.id, 'error')).map(({ line, reason }) => [line, reason])).toEqual([
        [3, 'This row has 2 cells where the header has 6.'],
        [4, 'This row has 7 cells where the header has 6.'],
        [5, 'Body (HTML) is longer than 200000 characters.'],
        [6, 'The handle fine belongs to Größe – fine (line 2) and is given to Something else again.'],
      ])
      // A formula is text like any other; the apostrophe that exports put before one comes off again.
      expect(await productOf('formula')).toMatchObject({
        title: '=1+1',
        bodyHtml: '=SUM(A1)',
        variants: [{ sku: '-5' }],
      })
      expect(await productOf('inner')).toMatchObject({ title: 'A 5" pipe' })
      const { csv } = await (await files().imports()).failedRows({ importId: done.id })
      expect(csv.length).toBeGreaterThan(15_000_000)
    },
  )

  test('the template of each kind is itself a file of that kind', async () => {
    for (const kind of ['products', 'customers', 'stock', 'prices'] as const) {
      const { csv } = await (await files().imports()).template({ kind })
      const importId = await files().upload(kind, csv)
      const columns = await (await files().imports()).columns({ importId })
      expect(Object.keys(columns.mapping)).toHaveLength(columns.header.length)
    }
  })
})

describe('is refused as a whole, with a sentence, and leaves nothing:', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ['an empty file', () => new Uint8Array(), /not empty/],
    ['a binary', () => Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)), /not a table/],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /not a table/],
    ['more than 32 MB', () => Buffer.alloc(32_000_001, 65), /larger than 32 MB/],
  ])('%s', async (_, bytes, sentence) => {
    const before = await count()
    await expect(files().upload('products', bytes())).rejects.toThrow(sentence)
    expect(await count()).toBe(before)
  })

  test('more than 50,000 rows', async () => {
    const csv = ['sku,on hand', ...Array.from({ length: 50_001 }, (_, at) => `n-${at},1`)].join('\n')
    const importId = await files().upload('stock', csv)
    await files().check(importId)
    expect(await (await files().imports()).byId({ importId })).toMatchObject({
      status: 'failed',
      error: 'This file has more than 50,000 rows. Split it.',
    })
  })
})

test(
  '50,000 rows of stock are checked line by line in the time of a request or two',
  { timeout: 120_000 },
  async () => {
    const csv = ['sku,on hand', ...Array.from({ length: 50_000 }, (_, at) => `m-${at},1`)].join('\n')
    const importId = await files().upload('stock', csv)
    expect(await files().check(importId)).toMatchObject({ error: 50_000 })
  },
)
