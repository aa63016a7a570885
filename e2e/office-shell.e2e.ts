import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openPage, openReady } from './open-page.ts'

// What stands around every page of the back office: the places of a role, its Home, and the keys.

const product = runningProduct()
const halden = product.shopUrl('halden')
const ROLES = ['owner', 'fulfilment', 'support'] as const
const pages = {} as Record<(typeof ROLES)[number], Page>
const thrown: string[][] = []
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
  for (const role of ROLES) {
    const { page, faults } = await openPage(browser, halden)
    thrown.push(faults)
    pages[role] = page
    await signIn(page, product, 'halden', role)
  }
}, 90_000)
afterAll(() => browser.close())

/** The places that the menu shows. */
const placesOf = async (page: Page): Promise<string[]> => {
  await page.goto('/admin')
  const links = await page.locator('aside nav a').all()
  return Promise.all(links.map(async (link) => (await link.getAttribute('href'))!))
}

test('a place that a role does not have is not in its menu, and its address answers 403 with whom to ask', async () => {
  const all = await placesOf(pages.owner)
  expect(all.length).toBeGreaterThan(15)
  for (const role of ['fulfilment', 'support'] as const) {
    const page = pages[role]
    const own = await placesOf(page)
    const hidden = all.filter((place) => !own.includes(place))
    expect(hidden.length).toBeGreaterThan(3)
    for (const place of own) expect((await page.goto(place))!.status(), `${role} ${place}`).toBe(200)
    for (const place of hidden) {
      expect((await page.goto(place))!.status(), `${role} ${place}`).toBe(403)
      expect(await page.locator('main').innerText(), `${role} ${place}`).toMatch(/Ask Mara /)
    }
  }
}, 120_000)

test.each(ROLES)(
  'each number on the home of %s is the total of the list it opens',
  async (role) => {
    const page = pages[role]
    await openReady(page, '/admin')
    const cards = await page.locator('main [data-card]:has(.text-display) a').all()
    const shown = await Promise.all(
      cards.map(async (link) => ({ href: (await link.getAttribute('href'))!, card: await cardText(link) })),
    )
    expect(shown.length).toBeGreaterThan(3)
    expect(shown.length).toBeLessThanOrEqual(6)
    for (const { href, card } of shown) {
      await openReady(page, href)
      const total = page.locator('main').getByText(/^\D*[\d,]+ rows?$/)
      // A list of nothing has no line about how many.
      const said = (await total.count()) > 0 ? /[\d,]+/.exec(await total.first().innerText())![0] : '0'
      expect(said, `${card} at ${href}`).toBe(numberOf(card))
    }
  },
  90_000,
)

const cardText = (link: ReturnType<Page['locator']>): Promise<string> =>
  link.locator('xpath=ancestor::*[@data-card][1]').innerText()
/** The number of a card; where that is money, how many orders it came from. */
const numberOf = (card: string): string => (/([\d,]+) orders?\b/.exec(card) ?? /^([\d,]+)$/m.exec(card))![1]!

test('keys go to places, find, walk rows and open them; the sheet tells which', async () => {
  const page = pages.owner
  await openReady(page, '/admin')
  await page.keyboard.press('Shift+?')
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Go to').first().waitFor()
  for (const words of ['Orders', 'Products', 'Next row']) await sheet.getByText(words).first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.waitForURL((url) => url.pathname === '/admin/products')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('/')
  await page.keyboard.type('vase')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('q') === 'vase')
  await page.locator('main input[type="search"]').blur()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.locator('tbody tr[data-row] input:checked').waitFor()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/products\/[0-9a-f-]{36}/)
})

test('the way back from a record leads to the list as it was left: words, order, page and place', async () => {
  const page = pages.owner
  await openReady(page, '/admin/orders?sort=total')
  await page.locator('tbody tr[data-row]').nth(12).scrollIntoViewIfNeeded()
  const left = await page.evaluate(() => scrollY)
  await page.locator('tbody tr[data-row] a').nth(12).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  await page.waitForLoadState('networkidle')
  await page.locator('main header a').first().click()
  await page.waitForURL((url) => url.pathname === '/admin/orders')
  expect(new URL(page.url()).searchParams.get('sort')).toBe('total')
  await page.goBack()
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/admin/orders')
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(left)
})

test('single keys that were switched off do nothing, and words are only words', async () => {
  const page = pages.support
  await openReady(page, '/admin/account')
  await page.locator('[name="singleKeys"]').setChecked(false)
  await page.getByRole('button', { name: 'Save preferences' }).click()
  await page.waitForLoadState('networkidle')
  await openReady(page, '/admin/orders')
  for (const key of ['Shift+?', '/', 'j', 'x', 'g', 'p']) await page.keyboard.press(key)
  expect(new URL(page.url()).pathname).toBe('/admin/orders')
  expect(await page.getByRole('dialog').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('tbody input:checked').count()).toBe(0)
  await openReady(page, '/admin/account')
  await page.locator('[name="singleKeys"]').setChecked(true)
  await page.getByRole('button', { name: 'Save preferences' }).click()
  await page.waitForLoadState('networkidle')
})

test('no page threw a fault', () => expect(thrown.flat()).toEqual([]))
