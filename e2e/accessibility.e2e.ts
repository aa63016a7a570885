import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { openPage, PHONE } from './open-page.ts'
import { buy, buyer, payBy } from './shopper.ts'

// axe on every kind of page of the platform and the shops, light and dark, at a desk and on a phone. The pages also have to
// fit the screen and to leave the browser's console without an error. The back office has a walk of its own.

const product = runningProduct()
const halden = product.shopUrl('halden')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
let browser: Browser
let order: string

beforeAll(async () => {
  browser = await launchBrowser()
  const { page, close } = await openPage(browser, halden)
  await buy(page, '/products/morgen-mug', buyer('Axel'))
  await payBy(page, /^Approve \D*\d/)
  order = new URL(page.url()).pathname
  await close()
}, 90_000)
afterAll(() => browser.close())

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
})
