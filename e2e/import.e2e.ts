import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zipPictures } from '@souk/api/catalog'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { keepPicture, m, PHONE_DARK_ARABIC } from './looks.ts'
import { ownExport } from './own-export.ts'
import { openPage, openReady } from './open-page.ts'
import { jpegFile } from './picture-file.ts'
import { signUpShop } from './sign-up-shop.ts'

/** The real exports lie beside the repository, where there are any; they are nobody's to copy. */
const folder = resolve(import.meta.dirname, '../../shared/data/shopify')
const real = existsSync(folder)
if (!real) console.log(`The real product exports are not there (${folder}); the journey uses an export of its own.`)

type Export = { name: string; csv: Buffer }
const exportOf = (name: string): Export => ({
  name,
  csv: real ? readFileSync(join(folder, name)) : ownExport(name),
})

const product = runningProduct()
const shop = product.shopUrl('import-house')
const counts = ['Create', 'Change', 'Unchanged', 'Skip', 'Errors', 'Warnings', 'Created', 'Changed', 'Skipped'] as const
let browser: Browser
let page: Page
let faults: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  ;({ page, faults } = await openPage(browser, product.platformUrl))
  await signUpShop(page, product, 'import-house')
})
afterAll(() => browser.close())

/** The numbers that the tabs of the report say, by their words. */
async function report(): Promise<Partial<Record<(typeof counts)[number], number>>> {
  const tabs = await page.getByRole('navigation', { name: 'Outcomes' }).getByRole('link').allInnerTexts()
  return Object.fromEntries(tabs.map((tab) => [/^\D+/.exec(tab)![0].trim(), Number(/\d+/.exec(tab)?.[0] ?? 0)]))
}

async function choose(file: Export, pictures?: Buffer): Promise<void> {
  await page.locator('input[name="file"]').setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: file.csv })
  if (pictures) {
    const zip = { name: 'pictures.zip', mimeType: 'application/zip', buffer: pictures }
    await page.getByLabel('Pictures as a zip').setInputFiles(zip)
  }
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
}

/** Chooses a file, takes the columns as they were found out, and has it checked. */
async function upload(file: Export, pictures?: Buffer): Promise<void> {
  await openReady(page, `${shop}/admin/imports/new`)
  await choose(file, pictures)
  await page.waitForURL(/\/admin\/imports\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: 'Check the file' }).click()
}

const checked = () => page.getByText('Ready to import', { exact: true }).waitFor()

async function begin(): Promise<void> {
  const seen = page.evaluate(
    () =>
      new Promise<boolean>((found) => {
        const look = () => {
          if (!document.querySelector('main progress, main [role="progressbar"]')) return
          observer.disconnect()
          found(true)
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true })
      }),
  )
  const started = performance.now()
  await page.getByRole('button', { name: /^Import \d+ records?$/ }).click()
  expect(await seen).toBe(true)
  await page.getByText('Imported', { exact: true }).waitFor()
  console.log(`imported in ${Math.round(performance.now() - started)} ms; the page told it by itself`)
}

/** Two pictures of the export, by the names it gives them; the others cannot be had. */
async function twoPictures(): Promise<Buffer> {
  const found = real
    ? readdirSync(join(folder, 'images/BKLYN/accesories'))
        .slice(-2)
        .map((filename) => ({ filename, bytes: readFileSync(join(folder, 'images/BKLYN/accesories', filename)) }))
    : [await jpegFile('felt-hat.jpg', '#445566'), await jpegFile('felt-bag.jpg', '#664455')].map((one) => ({
        filename: one.name,
        bytes: one.buffer,
      }))
  return zipPictures(found)
}

const apparel = exportOf('apparel.csv')
let first: Awaited<ReturnType<typeof report>>

test('the dry run counts what would happen, names the line and the reason of what is odd, and changes nothing', async () => {
  await upload(apparel, await twoPictures())
  await checked()
  first = await report()
  console.log('apparel.csv, dry run', first)
  expect(first.Create).toBeGreaterThan(0)
  const odd = first.Errors ? 'error' : 'warned'
  const shown = page.url()
  await openReady(page, `${shown}?tab=${odd}`)
  const line = page
    .locator('main li')
    .filter({ hasText: /Line \d+/ })
    .first()
  const text = await line.innerText()
  console.log(`the first odd line: ${text.replaceAll('\n', ' ')}`)
  expect(text).toMatch(/Line \d+[\s\S]*[a-z]+ [a-z]+/)
  const shopper = await openPage(browser, shop)
  await openReady(shopper.page, '/')
  expect(await shopper.page.locator('a[href^="/products/"]').count()).toBe(0)
  await shopper.close()
})

test('once started, progress and result show by themselves, and the shop sells what was imported', async () => {
  await begin()
  const done = await report()
  console.log('apparel.csv, imported', done)
  expect(done.Created).toBe(first.Create)
  expect(done.Errors).toBe(first.Errors)
  await openReady(page, `${page.url().split('?')[0]}?tab=create`)
  const pictures = page.getByText(/^([2-9]|\d\d+) are there,/)
  await pictures.waitFor()
  console.log(`pictures: ${await pictures.innerText()}`)
  const title = (await page.locator('main li a').first().innerText()).trim()
  const shopper = await openPage(browser, shop)
  await openReady(shopper.page, `/search?q=${encodeURIComponent(title)}`)
  await shopper.page.getByRole('link', { name: title }).first().click()
  await shopper.page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(shopper.faults).toEqual([])
  await shopper.close()
})

test('a wrong row is told with its line and reason and stops no other; a product without its picture says so', async () => {
  await upload({ name: 'felt.csv', csv: ownExport('felt.csv') })
  await checked()
  console.log('felt.csv, dry run', await report())
  expect(await report()).toMatchObject({ Create: 4, Errors: 1 })
  await begin()
  expect(await report()).toMatchObject({ Created: 4, Errors: 1 })
  await page.getByText('0 are there, 4 could not be had').waitFor({ timeout: 30_000 })
  await page.getByRole('link', { name: /^Errors/ }).click()
  const wrong = await page.locator('main li').filter({ hasText: 'Line 6' }).innerText()
  console.log(`the wrong row: ${wrong.replaceAll('\n', ' ')}`)
  expect(wrong).toMatch(/price/i)
  await page.getByRole('link', { name: /^Created/ }).click()
  await page.getByRole('link', { name: 'felt hat' }).click()
  const told = page.getByText('1 picture is missing')
  await told.waitFor()
  console.log(`the product says: ${(await told.locator('..').innerText()).replaceAll('\n', ' ')}`)
  await page.getByRole('button', { name: 'Try again' }).waitFor()
})

test('the same file once more changes nothing', async () => {
  await upload(apparel)
  await checked()
  const again = await report()
  console.log('apparel.csv, again', again)
  expect(again).toMatchObject({ Create: 0, Change: 0, Unchanged: first.Create })
  await begin()
  expect(await report()).toMatchObject({ Created: 0, Changed: 0, Unchanged: first.Create })
})

test('a second file comes after the first', async () => {
  await upload(exportOf('jewelry.csv'))
  await checked()
  console.log('jewelry.csv, dry run', await report())
  await begin()
  const done = await report()
  console.log('jewelry.csv, imported', done)
  expect(done.Created).toBeGreaterThan(0)
})

test('a file that is no table is refused with a sentence, and nothing of it is imported', async () => {
  const bytes = Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919 + 13) % 256))
  await openReady(page, `${shop}/admin/imports/new`)
  await choose({ name: 'broken.csv', csv: bytes })
  const told = page.locator('form [role="alert"], form [id$="-error"]').filter({ hasText: /.+\./ }).first()
  await told.waitFor()
  console.log(`a broken file: ${await told.innerText()}`)
  expect(new URL(page.url()).pathname).toBe('/admin/imports/new')
  expect(await page.getByRole('button', { name: /^Import / }).count()).toBe(0)
  expect(faults).toEqual([])
})

/** 3,200 products of which three rows are wrong: a price, a quantity and a title. */
function longList(): Export {
  const columns = 'Handle;Titel;Beschreibung;Artikelnummer;Preis;Bestand'
  const rows = Array.from({ length: 3_200 }, (_, at) => `long-${at};Long ${at};Größe ${at};L-${at};${at + 1},50;3`)
  rows[99] = rows[99]!.replace(';100,50;', ';a hundred;')
  rows[1_499] = rows[1_499]!.replace(/;3$/, ';three')
  rows[3_000] = rows[3_000]!.replace('Long 3000', '')
  return { name: 'long-list.csv', csv: Buffer.from([columns, ...rows].join('\r\n'), 'latin1') }
}

const errorsLeft = (count: number) =>
  page.getByRole('navigation', { name: 'Outcomes' }).getByRole('link', { name: `Errors ${count}`, exact: true })
const LONG = { timeout: 240_000 }

test(
  '3,200 rows of which three are wrong: dry run, fix on the screen and by file, import, undo - and nothing is lost',
  LONG,
  async () => {
    const owner = await product.connect()
    const kept = async () => {
      const { rows } = await owner.query<{ products: number; onHand: number; ledger: number }>(
        `select (select count(*)::int from products p where p.tenant_id = t.id) as products,
        (select coalesce(sum(on_hand), 0)::int from stock_levels l where l.tenant_id = t.id) as "onHand",
        (select coalesce(sum(quantity), 0)::int from stock_movements m where m.tenant_id = t.id) as ledger
       from tenants t where slug = 'import-house'`,
      )
      return rows[0]!
    }
    const before = await kept()
    await upload(longList())
    await errorsLeft(3).waitFor(LONG)
    const address = page.url().split('?')[0]!
    await openReady(page, `${address}?tab=error`)
    await page.getByText('Edit line 101').click()
    await page.getByLabel('Price', { exact: true }).first().fill('100,50')
    await page.getByRole('button', { name: 'Save and check again' }).first().click()
    await errorsLeft(2).waitFor(LONG)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download failed rows' }).click(),
    ])
    const failed = readFileSync(await download.path(), 'utf8')
    console.log(`the failed rows:\n${failed}`)
    const right = failed.replace(/,three/, ',3').replace('long-3000,,', 'long-3000,Long 3000,')
    await page.getByLabel('Failed rows, put right').setInputFiles({
      name: 'right.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(right),
    })
    await page.getByRole('button', { name: 'Send back' }).click()
    await errorsLeft(0).waitFor(LONG)
    const started = performance.now()
    await page.getByRole('button', { name: 'Import 3200 records' }).click()
    await page.getByText('Importing', { exact: true }).first().waitFor()
    await page.reload()
    await page.getByText('Imported', { exact: true }).waitFor(LONG)
    console.log(`3,200 rows imported in ${Math.round(performance.now() - started)} ms, with a reload in between`)
    expect(await report()).toMatchObject({ Created: 3200, Errors: 0 })
    expect(await kept()).toEqual({
      products: before.products + 3200,
      onHand: before.onHand + 9600,
      ledger: before.ledger + 9600,
    })
    await page.getByRole('button', { name: 'Undo import' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click()
    await page.getByText('This import was undone', { exact: true }).waitFor(LONG)
    console.log(`the undo: ${(await page.locator('dl').first().innerText()).replaceAll('\n', ' ')}`)
    expect(await kept()).toEqual(before)
    await owner.end()
    expect(faults).toEqual([])
  },
)

test(
  'on a phone, in the dark and in Arabic: a wrong row is put right on the screen, the file imported and undone',
  LONG,
  async () => {
    const { locale, options } = PHONE_DARK_ARABIC
    const opened = await openPage(browser, shop, { ...options, storageState: await page.context().storageState() })
    const phone = opened.page
    const said = (words: string) => phone.getByText(words, { exact: true }).first()
    const press = (words: string) => phone.getByRole('button', { name: words, exact: true }).first().click()
    await openReady(phone, '/admin/imports/new')
    const rows = [1, 2, 3].map((at) => `kessel-${at},Kessel ${at},K-${at},${at === 2 ? 'zwölf' : at},4`)
    const csv = ['Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty', ...rows].join('\n')
    await phone
      .locator('input[name="file"]')
      .setInputFiles({ name: 'kessel.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await keepPicture(phone, 'import-1-choose')
    await press(m.imports_upload({}, { locale }))
    await phone.waitForURL(/imports\/[0-9a-f-]{36}$/)
    await keepPicture(phone, 'import-2-columns')
    await press(m.imports_check({}, { locale }))
    await said(m.imports_status_checked({}, { locale })).waitFor(LONG)
    expect(await phone.locator('html').getAttribute('dir')).toBe('rtl')
    await openReady(phone, `${phone.url().split('?')[0]!}?tab=error`)
    await keepPicture(phone, 'import-3-checked')
    await said(m.imports_fix_edit({ line: 3 }, { locale })).click()
    await phone.locator('input[name="cell.3"]').fill('12')
    await press(m.imports_fix_save({}, { locale }))
    await phone.getByRole('button', { name: m.imports_button({ count: 3 }, { locale }), exact: true }).click(LONG)
    await said(m.imports_status_done({}, { locale })).waitFor(LONG)
    await keepPicture(phone, 'import-4-done')
    const { scrollWidth, clientWidth } = await phone.evaluate(() => document.documentElement)
    expect(scrollWidth).toBe(clientWidth)
    await press(m.imports_undo({}, { locale }))
    await phone
      .getByRole('alertdialog')
      .or(phone.getByRole('dialog'))
      .getByRole('button', { name: m.imports_undo({}, { locale }) })
      .click()
    await said(m.imports_undone_title({}, { locale })).waitFor(LONG)
    await keepPicture(phone, 'import-5-undone')
    expect(opened.faults).toEqual([])
    await opened.close()
  },
)

test('an upload that is cut in the middle leaves nothing', async () => {
  const cookies = await page.context().cookies(shop)
  const list = async () => {
    await openReady(page, `${shop}/admin/imports`)
    return page.getByRole('row').count()
  }
  const before = await list()
  const { hostname, port } = new URL(shop)
  await new Promise<void>((cut) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /admin/imports/new HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${shop}\r\n` +
          `cookie: ${cookies.map(({ name, value }) => `${name}=${value}`).join('; ')}\r\n` +
          'content-type: multipart/form-data; boundary=cut\r\ncontent-length: 900000\r\n\r\n' +
          '--cut\r\ncontent-disposition: form-data; name="file"; filename="cut.csv"\r\n\r\nHandle,Title,Variant Price\r\na,A,1\r\n',
        () => setImmediate(() => socket.destroy()),
      )
    })
    socket.on('close', () => cut())
  })
  expect(await list()).toBe(before)
})
