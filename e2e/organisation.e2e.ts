import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openLive, openPage, openReady, whenShown } from './open-page.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const mark = Math.random().toString(36).slice(2, 7)
const faults: string[][] = []
let browser: Browser
let page: Page
let productPage: string

beforeAll(async () => {
  browser = await launchBrowser()
  const opened = await openPage(browser, halden)
  faults.push(opened.faults)
  page = opened.page
  await signIn(page, product, 'halden', 'owner')
})
afterAll(() => browser.close())

const axe = async () =>
  (
    await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  ).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
const menuOf = async (name: string, item: string) => {
  await page.getByRole('button', { name: `Actions of ${name}` }).press('Enter')
  await page.getByRole('menuitem', { name: item }).press('Enter')
}

test('a tree is built and a category moved under another, by keyboard alone', async () => {
  await openReady(page, '/admin/categories')
  for (const name of [`Rooms ${mark}`, `Lights ${mark}`]) {
    await page.getByLabel('New category').fill(name)
    await page.getByLabel('New category').press('Enter')
    await page.getByRole('link', { name, exact: true }).waitFor()
  }
  await menuOf(`Lights ${mark}`, 'Move to …')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').fill(`Rooms ${mark}`)
  await page.getByRole('option', { name: `Rooms ${mark}` }).waitFor()
  await dialog.getByRole('combobox').press('Enter')
  await dialog.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await page.getByRole('button', { name: `Open Rooms ${mark}` }).press('Enter')
  await page.getByRole('button', { name: `Close Rooms ${mark}` }).waitFor()
  const level = page
    .getByRole('listitem')
    .filter({ hasText: `Rooms ${mark}` })
    .first()
  await level
    .getByRole('listitem')
    .filter({ hasText: `Lights ${mark}` })
    .waitFor()
  expect(await axe()).toEqual([])
})

test('a brand that is renamed is renamed on its product and, by itself, on the open page of the shop', async () => {
  await openReady(page, '/admin/products?view=active&sort=title')
  await page.getByRole('row').nth(2).getByRole('link').first().click()
  await page.waitForURL(/\/admin\/products\/[0-9a-f-]{36}/)
  await page.waitForLoadState('networkidle')
  productPage = new URL(page.url()).pathname
  const handle = await page.locator('[name="handle"]').inputValue()
  const shopper = await openPage(browser, halden)
  faults.push(shopper.faults)
  await openLive(shopper.page, `/products/${handle}`)
  await page
    .locator('#placement')
    .getByRole('link', { name: /^Brand: / })
    .click()
  await page.waitForURL(/\/admin\/brands\//)
  await page.waitForLoadState('networkidle')
  const name = `Werkstatt ${mark}`
  const seen = whenShown(shopper.page, name, 'main')
  await page.getByLabel('Name').first().fill(name)
  await page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await seen
  await shopper.close()
  await openReady(page, productPage)
  expect(await page.locator('[name="vendor"]').inputValue()).toBe(name)
})

test('an attribute refuses what does not fit at its field, and takes it when it is mended', async () => {
  await openReady(page, '/admin/attributes/new')
  await page.getByLabel('Name').fill(`Length ${mark}`)
  await page.getByLabel('Kind').selectOption('number')
  await page.getByLabel('At most').fill('300')
  await page.getByRole('button', { name: 'Add attribute' }).click()
  await page.getByRole('heading', { level: 1, name: `Length ${mark}` }).waitFor()
  expect(await axe()).toEqual([])
  await openLive(page, productPage)
  const field = page.getByLabel(new RegExp(`^Length ${mark}`))
  await field.fill('301')
  await page.getByRole('button', { name: 'Save Attributes' }).click()
  await page.getByText('Type 300 or less.').first().waitFor()
  expect(await field.inputValue()).toBe('301')
  await field.fill('120')
  await page.getByRole('button', { name: 'Save Attributes' }).click()
  await page.getByRole('button', { name: 'Save Attributes' }).waitFor({ state: 'detached' })
  await openReady(page, productPage)
  expect(await field.inputValue()).toBe('120')
})

test('a product is translated beside its own words, rich text and all', async () => {
  await openReady(page, '/admin/translations')
  await page.getByLabel('Translated into').fill('fr')
  await page.getByRole('button', { name: 'Save' }).click()
  const subject = productPage.split('/').at(-1)!
  const address = `/admin/translations/product/${subject}?locale=fr`
  await page.getByRole('link', { name: 'French' }).first().waitFor()
  await openReady(page, address)
  await page.getByLabel('Title · French').fill(`Titre ${mark}`)
  await page.locator('[contenteditable="true"]').first().fill('Des mots en français.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await openReady(page, address)
  expect(await page.getByLabel('Title · French').inputValue()).toBe(`Titre ${mark}`)
  await page.locator('[contenteditable="true"]', { hasText: 'Des mots en français.' }).waitFor()
  expect(await axe()).toEqual([])
})

test('no page threw a fault', () => expect(faults.flat()).toEqual([]))
