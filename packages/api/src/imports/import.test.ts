import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { claimJob, reportProgress, returnJob } from '../basics/index.ts'
import { findStockViolations } from '../inventory/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { importFiles } from '../testing/import-files.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { readProducts } from '../catalog/index.ts'
import { runImport } from './run-import.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const HEAD =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Alt Text'

/** A row of the export; what is not given is empty. */
const row = (cells: Record<string, string | number>): string =>
  HEAD.split(',')
    .map((name) => `"${String(cells[name] ?? '').replaceAll('"', '""')}"`)
    .join(',')
const first = (Handle: string, more: Record<string, string | number> = {}) =>
  row({
    Handle,
    Title: `The ${Handle}`,
    Published: 'true',
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant Price': '10.00',
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': 3,
    ...more,
  })
const sized = (Handle: string, size: string, more: Record<string, string | number> = {}) =>
  row({
    Handle,
    'Option1 Value': size,
    'Variant Price': '10.00',
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': 1,
    ...more,
  })
const file = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\n'))

const files = () => importFiles(shops.acme, shops.filesDir, 'catalog')
const imports = async (role = 'catalog') => (await shops.acme.as({ role })).imports
type Rules = Parameters<ReturnType<typeof files>['check']>[1]
/** Uploads a file and has it checked. */
const upload = async (bytes: Uint8Array, rules: Rules = {}) => {
  const importId = await files().upload('products', bytes)
  await files().check(importId, rules)
  return importId
}
const run = (importId: string) => files().begin(importId)
const rowsOf = (...asked: Parameters<ReturnType<typeof files>['rows']>) => files().rows(...asked)
const productOf = async (handle: string) =>
  (await shops.acme.inTenant((tx) => readProducts(tx, { handles: [handle] })))[0]

describe('the dry run', () => {
  test('names every bad line with its reason, and changes nothing', async () => {
    const importId = await upload(
      file(
        first('dry-good', { 'Body (HTML)': '<p>two\nlines</p><script>x</script>' }),
        first('dry-size', { 'Option1 Name': 'Size', 'Option1 Value': 'S' }),
        sized('dry-size', 'M', { 'Variant Price': 'ten' }),
        sized('dry-size', 'S'),
        sized('dry-size', 'L', { 'Variant Inventory Qty': -4 }),
        first('dry-untitled', { Title: '' }),
        sized('dry-untitled', 'S'),
        row({ Title: 'Nameless' }),
        first('dry-weight', { 'Variant Grams': 'heavy' }),
        first('dry-image', { 'Image Src': 'ftp://x/y.png' }),
      ),
    )
    // The first product's text takes two lines, so the lines are those of the file, not the numbers of the rows.
    expect((await rowsOf(importId, 'error')).map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'Variant Price is not an amount: "ten".'],
      [6, 'S is there already, on line 4.'],
      [8, 'Title is empty on the first row of this product.'],
      [10, 'Handle is empty.'],
      [11, 'Variant Grams is not a weight: "heavy".'],
    ])
    expect((await rowsOf(importId, 'skip')).map(({ line, handle }) => [line, handle])).toEqual([[9, 'dry-untitled']])
    expect(
      (await rowsOf(importId, 'create')).map(({ line, changes }) => [line, changes.title, changes.variants]),
    ).toEqual([
      [2, 'The dry-good', 1],
      [4, 'The dry-size', 2],
      [12, 'The dry-image', 1],
    ])
    expect((await rowsOf(importId, 'warned')).flatMap(({ changes }) => changes.warnings)).toEqual([
      { line: 7, reason: 'Stock is -4; it is taken as 0, because a shelf cannot hold less.' },
      { line: 12, reason: 'Image Src is not an http address: "ftp://x/y.png"; the picture is left out.' },
    ])
    expect(await productOf('dry-good')).toBe(undefined)
  })

  test('of a file without a column it needs is refused before anything is read', async () => {
    const importId = await files().upload('products', Buffer.from('Handle,Colour\na,red'))
    await expect(files().check(importId)).rejects.toMatchObject({
      cause: {
        fields: {
          'field.title': 'Choose the column for Title.',
          'field.variant price': 'Choose the column for Variant Price.',
        },
      },
    })
  })

  test.each([
    ['a quotation mark that is never closed', `${file(first('open')).toString()}\nx,"open`, /opens on line 3 is never/],
    ['nothing in it but blanks', ' \n\n ', /no rows/],
  ])('of a file with %s is refused with a sentence, and nothing of it is kept', async (_, text, sentence) => {
    const count = () => shops.acme.inTenant((tx) => tx.import.count({ where: { tenantId: tx.tenantId } }))
    const before = await count()
    await expect(files().upload('products', text)).rejects.toThrow(sentence)
    expect(await count()).toBe(before)
  })

  test('of a file with a header and nothing below it ends with a sentence', async () => {
    const importId = await upload(Buffer.from(HEAD))
    expect(await (await imports()).byId({ importId })).toMatchObject({
      status: 'failed',
      error: 'This file has a header and no rows below it.',
    })
  })
})

test('rows of a handle belong together wherever they stand, and the text is made safe', async () => {
  const importId = await upload(
    file(
      first('apart', {
        'Option1 Name': 'Size',
        'Option1 Value': 'S',
        'Body (HTML)': '<p onclick="x()">Hi</p><script>1</script>',
      }),
      first('between'),
      sized('apart', 'M'),
    ),
  )
  await run(importId)
  const product = await productOf('apart')
  expect(product).toMatchObject({ bodyHtml: '<p>Hi</p>', options: [{ name: 'Size', values: ['S', 'M'] }] })
  expect(product!.variants.map(({ optionValues, onHand }) => [...optionValues, onHand])).toEqual([
    ['S', 3],
    ['M', 1],
  ])
})

test('a second run of the same file changes nothing; a changed cell changes that field alone', async () => {
  const rows = [first('twice', { Vendor: 'Nord', Tags: 'a, b' }), first('twice-more')]
  await run(await upload(file(...rows)))
  const before = await productOf('twice')
  const again = await run(await upload(file(...rows)))
  expect(again.counts).toEqual({ unchanged: 2 })
  expect(await productOf('twice')).toEqual(before)
  const changed = await upload(
    file(first('twice', { Vendor: '', Tags: 'a, c', 'Variant Price': '12.50', 'Variant Inventory Qty': 9 }), rows[1]!),
  )
  const [diff] = await rowsOf(changed, 'update')
  expect(diff!.changes.fields).toEqual({ tags: ['a, b', 'a, c'], priceMinor: ['1000', '1250'] })
  await run(changed)
  const after = await productOf('twice')
  expect(after).toMatchObject({ vendor: 'Nord', tags: ['a', 'c'] })
  expect(after!.variants[0]).toMatchObject({ id: before!.variants[0]!.id, priceMinor: 1250n, onHand: 3 })
})

test('stock is overwritten and products are left alone only when that is asked for', async () => {
  await run(await upload(file(first('asked'))))
  const csv = file(first('asked', { Title: 'Renamed', 'Variant Inventory Qty': 8 }))
  expect((await run(await upload(csv, { existing: 'create' }))).counts).toEqual({ skip: 1 })
  expect((await productOf('asked'))!.title).toBe('The asked')
  await run(await upload(csv, { overwriteStock: true }))
  expect(await productOf('asked')).toMatchObject({ title: 'Renamed', variants: [{ onHand: 8 }] })
  expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
})

test('a file of Excel - Windows-1252, semicolons, decimal commas - is read as what it says', async () => {
  const text = [HEAD, first('excel', { Title: 'Zierkissen “Grün” – groß', 'Variant Price': '12,50' })]
    .join('\r\n')
    .replaceAll(',', ';')
    .replace('12;50', '12,50')
  const bytes = Buffer.from(text.replaceAll('“', '\x93').replaceAll('”', '\x94').replaceAll('–', '\x96'), 'latin1')
  await run(await upload(bytes))
  expect(await productOf('excel')).toMatchObject({
    title: 'Zierkissen “Grün” – groß',
    variants: [{ priceMinor: 1250n }],
  })
})

test('a worker killed in the middle leaves whole products; the next goes on without doubling any', async () => {
  const handles = Array.from({ length: 250 }, (_, index) => `killed-${index}`)
  const importId = await upload(file(...handles.map((handle) => first(handle, { Type: 'Killed' }))), {
    collections: true,
  })
  await (await imports()).begin({ importId })
  const job = (await shops.acme.inTenant((tx) => claimJob(tx)))!
  let transactions = 0
  const dying = runImport({
    tenantId: shops.acme.tenant.id,
    jobId: job.id,
    payload: job.payload,
    attempt: job.attempt,
    // The fifth transaction dies after it has written and before it commits, as with a kill.
    inTenant: (work) =>
      shops.acme.inTenant(async (tx) => {
        const result = await work(tx)
        if (++transactions === 5) throw new Error('killed')
        return result
      }),
    progress: (done, total) => shops.acme.inTenant((tx) => reportProgress(tx, job.id, done, total)),
    signal: new AbortController().signal,
    filesDir: shops.filesDir,
  })
  await expect(dying).rejects.toThrow('killed')
  const count = () =>
    shops.acme.inTenant((tx) =>
      tx.product.count({ where: { tenantId: tx.tenantId, handle: { startsWith: 'killed-' } } }),
    )
  expect(await count()).toBe(100)
  await shops.acme.inTenant((tx) => returnJob(tx, job))
  await runJobs(shops.acme, shops.filesDir)
  expect(await count()).toBe(250)
  const done = await (await imports()).byId({ importId })
  expect(done).toMatchObject({ status: 'done', counts: { create: 250 } })
  const collections = await (await shops.acme.as({ role: 'catalog' })).catalog.collections.list()
  expect(collections.filter(({ title }) => title === 'Killed').map(({ products }) => products)).toEqual([250])
  const moved = await shops.acme.inTenant((tx) =>
    tx.stockMovement.count({ where: { tenantId: tx.tenantId, importId } }),
  )
  expect(moved).toBe(250)
})

test('a cancelled import does nothing more, and what is done cannot be begun again', async () => {
  const importId = await upload(file(first('stopped')))
  await (await imports()).begin({ importId })
  await (await imports()).cancel({ importId })
  expect(await runJobs(shops.acme, shops.filesDir)).toEqual([])
  expect(await productOf('stopped')).toBe(undefined)
  await expect((await imports()).begin({ importId })).rejects.toMatchObject({
    cause: { code: 'import_not_ready' },
  })
})

test('imports are for members with the permission, and the neighbour’s is not there', async () => {
  const importId = await upload(file(first('mine')))
  const refused = (code: string) => ({ cause: expect.objectContaining({ code }) as unknown })
  await expect((await imports('support')).byId({ importId })).rejects.toMatchObject(refused('forbidden'))
  await expect((await shops.acme.as('guest')).imports.byId({ importId })).rejects.toMatchObject(refused('signed_out'))
  const neighbour = (await shops.globex.as({ role: 'owner' })).imports
  await expect(neighbour.byId({ importId })).rejects.toMatchObject(refused('not_found'))
  await expect(neighbour.begin({ importId })).rejects.toMatchObject(refused('not_found'))
  await expect(neighbour.cancel({ importId })).rejects.toMatchObject(refused('not_found'))
  await expect(neighbour.rows({ importId, outcome: 'create' })).rejects.toMatchObject(refused('not_found'))
  await expect(files().upload('products', Buffer.from([0, 1, 2]))).rejects.toMatchObject(refused('file_refused'))
})
