import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { openPage, PHONE } from './open-page.ts'
import { buy, buyer, payBy } from './shopper.ts'

// axe on every kind of page, light and dark, at a desk and on a phone. The pages also have to fit the screen and to leave
// the browser's console without an error.

const product = runningProduct()
const halden = product.shopUrl('halden')
const owner = product.signIns.find(({ address, role }) => address.includes('halden') && role === 'owner')!
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
let browser: Browser
let order: string
let office: Record<string, string>

beforeAll(async () => {
  browser = await launchBrowser()
  const { page, close } = await openPage(browser, halden)
  await buy(page, '/products/morgen-mug', buyer('Axel'))
  await payBy(page, /^Approve \D*\d/)
  order = new URL(page.url()).pathname
  await signIn(page)
  office = await firstRecords(page)
  await changeContactMail(page)
  await close()
}, 90_000)
afterAll(() => browser.close())

async function signIn(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${halden}/admin/sign-in`)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/admin')
}

/** Leaves a value that was replaced in the audit log, which strikes such values through. */
async function changeContactMail(page: Page): Promise<void> {
  await page.goto(`${halden}/admin/settings`)
  await page.getByLabel('Contact e-mail').fill('axe@halden.example')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('The settings are saved.').waitFor()
}

/** The address of one record of each kind. */
async function firstRecords(page: Page): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const kind of ['orders', 'products', 'collections', 'complaints', 'inventory']) {
    await page.goto(`${halden}/admin/${kind}${kind === 'complaints' ? '?view=all' : ''}`)
    const link = page.locator(`main a[href^="/admin/${kind}/"]:not([href$="/new"])`).first()
    found[kind] = (await link.getAttribute('href'))!
  }
  return found
}

/** Opens an address and returns everything that is wrong with the page. */
async function faultsOf(page: Page, address: string, told: string[]): Promise<string[]> {
  told.length = 0
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)
  return [...found, ...(tooWide ? ['wider than the screen'] : []), ...told].map((fault) => `${address}: ${fault}`)
}

const LOOKS = [
  { name: 'a desk, light', options: { colorScheme: 'light' } },
  { name: 'a phone, dark', options: { ...PHONE, colorScheme: 'dark' } },
  { name: 'a desk, dark', options: { colorScheme: 'dark' } },
  { name: 'a phone, light', options: { ...PHONE, colorScheme: 'light' } },
] as const

describe.each(LOOKS)('$name', ({ options }) => {
  let page: Page
  let close: () => Promise<void>
  const told: string[] = []

  beforeAll(async () => {
    ;({ page, close } = await openPage(browser, halden, options))
    page.on('console', (message) => message.type() === 'error' && told.push(`console: ${message.text().slice(0, 200)}`))
    page.on('pageerror', (error) => told.push(`exception: ${error.message}`))
  })
  afterAll(() => close())

  const check = async (addresses: string[]) => {
    const faults: string[] = []
    for (const address of addresses) faults.push(...(await faultsOf(page, address, told)))
    expect(faults).toEqual([])
  }

  test(
    'axe finds nothing on the platform',
    () => check(['/', '/sign-up', '/sign-in'].map((path) => product.platformUrl + path)),
    90_000,
  )

  test('axe finds nothing on the storefront, the cart, the checkout and the order', async () => {
    const kumo = product.shopUrl('kumo')
    const front = [
      '/',
      '/collections',
      '/collections/vases',
      '/search?q=vase',
      '/search?q=zzzz',
      '/products/ring-vase',
      '/pages/returns',
    ]
    await check([
      ...front.map((path) => halden + path),
      kumo,
      `${kumo}/products/hayai-single-speed`,
      `${halden}/account/sign-in`,
    ])
    await page.goto(`${halden}/products/morgen-mug`)
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByText('It is in your cart.').first().waitFor()
    await check(['/cart', '/checkout', order, `${order}/complaint`].map((path) => halden + path))
  }, 120_000)

  test('axe finds nothing in the back office', async () => {
    await signIn(page)
    const lists = [
      '',
      '/orders',
      '/orders?board',
      '/products',
      '/products/new',
      '/collections',
      '/inventory',
      '/imports',
      '/customers',
      '/complaints',
      '/staff',
      '/audit',
      '/settings',
    ]
    await check([
      ...lists.map((path) => `${halden}/admin${path}`),
      ...Object.values(office).map((path) => halden + path),
    ])
  }, 180_000)
})
