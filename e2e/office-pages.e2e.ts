import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { keepPicture, m, PHONE_DARK_ARABIC } from './looks.ts'
import { makeOfficeRecords } from './make-office-records.ts'
import { officeRecords } from './office-records.ts'
import { signIn } from './office.ts'
import { openPage, openReady } from './open-page.ts'
import { addressOf, officeRoutes } from './shop-routes.ts'

// Every page of the back office, read from its folder, in the two looks that differ in everything: no finding of axe, no
// error in the console, nothing wider than the screen.

const product = runningProduct()
const halden = product.shopUrl('halden')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const DESK = { locale: 'en', options: { colorScheme: 'light' } as BrowserContextOptions } as const
let browser: Browser
let ids: Record<string, string>

beforeAll(async () => {
  browser = await launchBrowser()
  const superuser = await product.connect()
  const { page, close } = await openPage(browser, halden)
  await signIn(page, product, 'halden', 'owner')
  await makeOfficeRecords(page, (await officeRecords(superuser, 'halden')).products!)
  ids = await officeRecords(superuser, 'halden')
  await close()
  await superuser.end()
}, 90_000)
afterAll(() => browser.close())

function valueOf(route: string, name: string): string {
  if (name === 'records') return 'brands'
  if (name === 'kind') return 'product'
  if (name === 'path') return 'no-such-page'
  const kind = route.includes('[records') ? 'brands' : /\/([\w-]+)\/(?:\[kind\]\/)?\[id\]/.exec(route)![1]!
  const id = ids[kind === 'translations' ? 'products' : kind]
  if (!id) throw new Error(`${route} needs a record: tell e2e/office-records.ts where to find one.`)
  return id
}

const MORE = [
  '/admin/orders?board',
  '/admin/manufacturers',
  '/admin/suppliers',
  '/admin/suppliers/new',
  '/admin/product-types',
]
const addresses = () => [
  ...officeRoutes().map((route) => addressOf(route, valueOf)),
  ...MORE,
  '/admin/products?q=nothing-is-called-this',
]

/** Everything that is wrong with what the page shows now. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)
  return [...found, ...(tooWide ? ['wider than the screen'] : [])]
}

async function officeOf(options: BrowserContextOptions) {
  const { page, close } = await openPage(browser, halden, options)
  const told: string[] = []
  page.on('console', (message) => message.type() === 'error' && told.push(`console: ${message.text().slice(0, 200)}`))
  page.on('pageerror', (error) => told.push(`exception: ${error.message}`))
  await signIn(page, product, 'halden', 'owner')
  return { page, close, told }
}

test.each([
  { name: 'at a desk, light, in English', look: DESK },
  { name: 'on a phone, dark, in Arabic', look: PHONE_DARK_ARABIC },
])('axe finds nothing on any page of the back office $name', { timeout: 400_000 }, async ({ look }) => {
  const { page, close, told } = await officeOf(look.options)
  expect(addresses().length).toBeGreaterThan(45)
  const faults: string[] = []
  for (const address of addresses()) {
    told.length = 0
    const status = await openReady(page, address)
    // The browser itself notes an answer of 404 in the console; that page is here to be looked at, too.
    const missing = address.endsWith('/no-such-page')
    if (status !== (missing ? 404 : 200)) faults.push(`${address}: answered ${status}`)
    for (const fault of [...(await faultsOf(page)), ...(missing ? [] : told)]) faults.push(`${address}: ${fault}`)
    await keepPicture(page, `office-${look.locale}-${address.replace(/\W+/g, '-')}`)
  }
  await close()
  expect(faults).toEqual([])
})

/** What opens over a page: its name, where, and what is pressed. Nothing is confirmed. */
const OVERLAYS: {
  name: string
  at: string
  deskOnly?: true
  open: (page: Page, look: { locale: 'en' | 'ar' }) => Promise<void>
}[] = [
  {
    name: 'the palette',
    at: '/admin',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('o')
    },
  },
  { name: 'the shortcuts', at: '/admin', open: (page) => page.keyboard.press('Shift+?') },
  {
    name: 'the help menu',
    at: '/admin',
    open: (page, look) => page.getByRole('button', { name: m.shell_help({}, look) }).click(),
  },
  {
    name: 'the notices',
    at: '/admin',
    open: (page, look) => page.getByRole('button', { name: m.detail_notices_title({}, look) }).click(),
  },
  {
    name: 'the filters',
    at: '/admin/products',
    open: async (page, look) => {
      // On a phone they stand in a sheet of their own.
      if (look.locale === 'ar')
        return page.getByRole('button', { name: m.lists_filters_in_use({ count: 1 }, look) }).click()
      await page.getByRole('button', { name: m.lists_add_filter({}, look), exact: true }).click()
      await page.locator('[popover]:popover-open li button').first().click()
    },
  },
  {
    name: 'the columns',
    at: '/admin/products',
    // A phone shows cards, which have none.
    deskOnly: true,
    open: (page, look) => page.getByRole('button', { name: m.lists_columns({}, look) }).click(),
  },
  {
    name: 'a bulk change',
    at: '/admin/products',
    // Nor does it select rows.
    deskOnly: true,
    open: async (page, look) => {
      await page.locator('[data-row] input[type="checkbox"]').first().check()
      await page.getByRole('button', { name: m.bulk_action_price({}, look), exact: true }).click()
    },
  },
  {
    name: 'an export',
    at: '/admin/products',
    open: (page, look) => page.getByRole('button', { name: m.bulk_export({}, look) }).click(),
  },
]

test.each([
  { name: 'at a desk, light, in English', look: DESK },
  { name: 'on a phone, dark, in Arabic', look: PHONE_DARK_ARABIC },
])('nor in what opens over a page $name', { timeout: 120_000 }, async ({ look }) => {
  const { page, close } = await officeOf(look.options)
  const faults: string[] = []
  for (const { name, at, open } of OVERLAYS.filter(({ deskOnly }) => look === DESK || !deskOnly)) {
    await openReady(page, at)
    await open(page, look)
    await page.locator('dialog[open], [role="dialog"], [role="menu"]').filter({ visible: true }).first().waitFor()
    for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
    await keepPicture(page, `over-${look.locale}-${name.replace(/\W+/g, '-')}`)
  }
  await close()
  expect(faults).toEqual([])
})
