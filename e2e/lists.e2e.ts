import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openLive, openPage, openReady, PHONE } from './open-page.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const mark = Math.random().toString(36).slice(2, 7)
const VIEW = `Drafts ${mark}`
const ARABIC = JSON.parse(readFileSync('apps/web/messages/ar/lists.json', 'utf8')) as Record<string, string>
const faults: string[][] = []
let browser: Browser
let owner: Page
let colleague: Page

async function member(role: 'owner' | 'support' | 'fulfilment', options = {}): Promise<Page> {
  const { page, faults: thrown } = await openPage(browser, halden, options)
  faults.push(thrown)
  await signIn(page, product, 'halden', role)
  return page
}

beforeAll(async () => {
  browser = await launchBrowser()
  owner = await member('owner')
  colleague = await member('fulfilment')
})
afterAll(() => browser.close())

const rows = (page: Page) => page.locator('tbody tr[data-row]')
const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })
const viewMenu = (page: Page, item: string) =>
  page
    .getByRole('button', { name: /^Actions for the view/ })
    .click()
    .then(() => page.getByRole('menuitem', { name: item }).click())

test('a chip is added, changed and removed, and the address says what is asked', async () => {
  await openReady(owner, '/admin/products')
  await owner.getByRole('button', { name: 'Filter', exact: true }).click()
  await owner.getByRole('button', { name: 'Price', exact: true }).click()
  await owner.getByRole('combobox', { name: 'Price' }).selectOption({ label: 'is between' })
  await owner.getByLabel('From', { exact: true }).fill('20')
  await owner.getByLabel('Until', { exact: true }).fill('60')
  await owner.getByRole('button', { name: 'Apply' }).click()
  await owner.waitForURL((url) => url.searchParams.getAll('f').includes('price:between:2000,6000'))
  const some = await rows(owner).count()
  expect(some).toBeGreaterThan(0)
  await owner.getByRole('link', { name: /^Remove the filter: Price/ }).click()
  await owner.waitForURL((url) => !url.search.includes('price'))
  expect(await rows(owner).count()).toBeGreaterThan(some)
})

test('a filter that makes no sense is told at its chip, and everything else stays', async () => {
  await openReady(owner, '/admin/products?f=status:is:sold&f=nonsense')
  await owner.getByText('"sold" is not one of the values of this filter.').first().waitFor()
  await owner.getByText('This part of the address was not understood: nonsense').waitFor()
  await owner.getByRole('link', { name: 'Clear all' }).click()
  await rows(owner).first().waitFor()
})

test('columns are shown, pinned, widened and sorted, and a reload keeps them', async () => {
  await openReady(owner, '/admin/products')
  await owner.getByRole('link', { name: 'Product', exact: true }).click()
  await owner.waitForURL(/sort=title/)
  const titles = await rows(owner).locator('[data-cell="title"] a').allInnerTexts()
  expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other, 'en')))
  await owner.getByRole('button', { name: 'Columns', exact: true }).click()
  await owner.getByRole('checkbox', { name: 'Tags' }).check()
  await owner.getByRole('columnheader', { name: /^Tags/ }).waitFor()
  await owner.getByRole('button', { name: 'Pin Product' }).click()
  await owner.keyboard.press('Escape')
  const separator = owner.getByRole('separator', { name: 'Width of Product' })
  await separator.focus()
  await owner.keyboard.press('ArrowRight')
  await owner.waitForURL(/title\.p\.w/)
  await owner.reload()
  await owner.getByRole('columnheader', { name: /^Tags/ }).waitFor()
  expect(
    await owner
      .locator('td[data-cell="title"]')
      .first()
      .evaluate((cell) => getComputedStyle(cell).position),
  ).toBe('sticky')
})

test('a view kept and shared by one person is a tab of the other; a personal one is not', async () => {
  await openReady(owner, '/admin/products?f=status:is:draft&sort=title&density=compact')
  await viewMenu(owner, 'Save as a new view')
  await owner.getByRole('dialog').getByLabel('Name').fill(VIEW)
  await owner.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await owner.waitForURL(/\?view=[0-9a-f-]{36}$/)
  expect(await tab(owner, VIEW).getAttribute('aria-current')).toBe('page')
  await openReady(colleague, '/admin/products')
  expect(await tab(colleague, VIEW).count()).toBe(0)
  await viewMenu(owner, 'Share with colleagues')
  await owner.getByRole('button', { name: /^Actions for the view/ }).waitFor()
  await expect
    .poll(
      async () => {
        await openReady(colleague, '/admin/products')
        return tab(colleague, VIEW).count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  await tab(colleague, VIEW).click()
  await colleague.getByRole('button', { name: /Status is Draft/ }).waitFor()
  expect(await rows(colleague).allInnerTexts()).toEqual(await rows(owner).allInnerTexts())
  await viewMenu(owner, 'Delete the view')
  await owner.waitForURL((url) => url.search === '')
  expect(await tab(owner, VIEW).count()).toBe(0)
})

test('of two answers the later question wins, however late the earlier answer comes', async () => {
  await openReady(owner, '/admin/products')
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await owner.route(/__data\.json.*q=zzzz/, async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  const search = owner.getByRole('searchbox', { name: 'Search products' })
  await search.fill('zzzz')
  await search.press('Enter')
  await owner.locator('[aria-busy="true"]').first().waitFor()
  await search.fill('')
  await search.press('Enter')
  release()
  await owner.locator('[aria-busy="false"]').first().waitFor()
  expect(await rows(owner).count()).toBeGreaterThan(0)
  expect(owner.url()).not.toContain('zzzz')
  await owner.unroute(/__data\.json.*q=zzzz/)
})

test("a colleague's change tints its cell, and under the pointer no row moves", async () => {
  await openLive(colleague, '/admin/inventory')
  const first = rows(colleague).first()
  const id = (await first.getAttribute('data-row'))!
  await first.hover()
  const order = await rows(colleague).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.row))
  await openReady(owner, '/admin/inventory')
  const line = owner.locator(`tr[data-row="${id}"]`)
  const count = Number(await line.locator('input[name="onHand"]').inputValue()) + 3
  await line.locator('input[name="onHand"]').fill(String(count))
  await line.getByRole('button', { name: 'Save' }).click()
  await colleague.locator(`tr[data-row="${id}"] [data-cell="onHand"].bg-info\\!`).waitFor()
  expect(await rows(colleague).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.row))).toEqual(order)
})

test('the office reads from right to left in Arabic, on a phone as cards of a few fields', async () => {
  const phone = await member('owner', { ...PHONE, locale: 'ar' })
  await openReady(phone, '/admin/orders?view=all')
  expect(await phone.locator('html').getAttribute('dir')).toBe('rtl')
  const { scrollWidth, clientWidth } = await phone.evaluate(() => document.documentElement)
  expect(scrollWidth).toBe(clientWidth)
  expect(await rows(phone).first().locator('td:visible').count()).toBeLessThanOrEqual(5)
  const findings = await new AxeBuilder({ page: phone }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(findings.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([])
  await phone.getByRole('button', { name: ARABIC.lists_filters, exact: true }).click()
  const sheet = phone.getByRole('dialog', { name: ARABIC.lists_filters })
  await sheet.getByRole('button', { name: ARABIC.lists_add_filter, exact: true }).waitFor()
})

test('no page threw a fault', () => expect(faults.flat()).toEqual([]))
