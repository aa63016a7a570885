import type pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openPage } from './open-page.ts'
import { recordFor, recordsOf } from './shop-records.ts'
import { addressOf, shopRoutes } from './shop-routes.ts'
import { spoilShop } from './spoil-shop.ts'

// Everything that people wrote in a shop gets markup and script appended, and every page of it is opened: what looks like
// markup stays text, no script runs, and the policy has nothing to stop (A20).

const product = runningProduct()
const kumo = product.shopUrl('kumo')
const SPOILT = `"'><img src=x onerror=alert(1)></script><script>alert(1)</script>`
let superuser: pg.Client
let browser: Browser
let page: Page
let faults: string[]
let columns: string[]
let restore = async () => {}
let records: Record<string, string>
const dialogs: string[] = []

beforeAll(async () => {
  superuser = await product.connect()
  browser = await launchBrowser()
  ;({ page, faults } = await openPage(browser, kumo))
  page.on('dialog', (dialog) => {
    dialogs.push(page.url())
    void dialog.dismiss()
  })
  await signIn(page, product, 'kumo', 'owner')
  records = await recordsOf(superuser, 'kumo')
  const spoilt = await spoilShop(superuser, records.tenant!, SPOILT)
  ;({ columns, restore } = spoilt)
}, 60_000)
afterAll(async () => {
  await restore()
  await superuser.end()
  await browser.close()
})

test('the markup stands in every kind of record', () => {
  expect(columns.length).toBeGreaterThan(35)
  for (const named of [
    'products.title',
    'orders.address',
    'audit_entries.changes',
    'complaint_messages.body',
    'stored_files.filename',
  ])
    expect(columns).toContain(named)
})

test('no page of the shop runs it, and the policy stops nothing', { timeout: 180_000 }, async () => {
  const addresses = shopRoutes()
    .filter((route) => !/sign-out|enter|json|\.csv|template|exports|api|media\/\[|robots|sitemap/.test(route))
    .map((route) => addressOf(route, (at, name) => recordFor(records, at, name)))
  expect(addresses.length).toBeGreaterThan(45)
  let shown = 0
  const unanswered: string[] = []
  for (const address of addresses) {
    const answer = await page.goto(`${kumo}${address}`, { waitUntil: 'load' }).catch(() => null)
    if (!answer || answer.status() >= 500) unanswered.push(`${answer?.status()} ${address}`)
    if ((await page.locator('body').innerText()).includes('<img src=x onerror=alert(1)>')) shown++
    expect(await page.locator('img[src="x"]').count(), address).toBe(0)
  }
  expect(unanswered).toEqual([])
  // As text it is there for everyone to read; a walk over pages that show none of it would prove nothing.
  expect(shown).toBeGreaterThan(25)
  expect(dialogs).toEqual([])
  expect(faults).toEqual([])
})
