import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import * as office from './office.ts'
import { openPage } from './open-page.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const mark = Math.random().toString(36).slice(2, 7)
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  ;({ page, faults } = await openPage(browser, halden))
  context = page.context()
  await office.signIn(page, product, 'halden', 'owner')
})
afterAll(() => browser.close())

/** A product of the test's own, on its page. */
async function makeProduct(title: string, price: string): Promise<string> {
  await page.goto('/admin/products/new')
  await page.locator('[name="title"]').fill(title)
  await page.locator('[name="priceText"], [name="price"], [name="priceMinorText"]').first().fill(price)
  await page
    .locator('main form')
    .getByRole('button', { name: /^(Add|Create|Save)/ })
    .first()
    .click()
  await page.waitForURL(/products\/[0-9a-f-]{36}/)
  await page.waitForLoadState('networkidle')
  return /[0-9a-f-]{36}/.exec(page.url())![0]
}

const shown = async (): Promise<string> =>
  page
    .getByRole('row')
    .filter({ hasText: `Bulk ${mark}` })
    .locator('[data-cell="price"]')
    .innerText()

test('a price change is previewed, run with progress in the tray, and undone from the runs', async () => {
  await makeProduct(`Bulk ${mark}`, '100')
  await page.goto(`/admin/products?view=all&q=${mark}`)
  await page.waitForLoadState('networkidle')
  await page.locator('thead input[type="checkbox"]').check()
  await page.getByRole('button', { name: 'Change prices', exact: true }).click()
  await page.getByLabel('Percentage').fill('10')
  await page.getByText('1 will change.').waitFor()
  expect(await page.getByRole('dialog').innerText()).toMatch(/€100\.00[^]*€110\.00/)
  await page.getByRole('button', { name: 'Change 1 record' }).click()
  await page.getByText('Change prices: 1 changed').waitFor()
  await page.getByText('€110.00').first().waitFor()
  await page.goto('/admin/runs')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await page.getByText('Undone', { exact: true }).first().waitFor()
  await page.goto(`/admin/products?view=all&q=${mark}`)
  expect(await shown()).toContain('€100.00')
})

test('a list is exported as it is seen', async () => {
  await page.goto(`/admin/products?view=all&q=${mark}`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  expect(file.split('\r\n')[1]).toContain(`Bulk ${mark}`)
})

test('cells pasted from a spreadsheet into the grid are saved, and one that cannot be read is told where it stands', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: halden })
  await page.goto(`/admin/products/grid?q=${mark}`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const paste = (text: string) =>
    page.getByRole('grid').evaluate((grid, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('free\n')
  await page.locator('[role="gridcell"][aria-invalid="true"]').waitFor()
  await paste('88.50\t120\n')
  await page.getByRole('button', { name: 'Save 2 cells' }).click()
  await page.getByText('1 product saved').first().waitFor()
  await page.goto(`/admin/products?view=all&q=${mark}`)
  expect(await shown()).toContain('€88.50')
})

test('300 variants are made and priced by keyboard alone', async () => {
  await makeProduct(`Matrix ${mark}`, '10')
  const many = (letter: string) => Array.from({ length: 10 }, (_, index) => `${letter}${index}`).join(', ')
  await page.getByText('Add options such as size or colour').focus()
  await page.keyboard.press('Enter')
  for (const words of ['Size', many('S'), 'Colour', many('C'), 'Cut', 'A, B, C']) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(words)
  }
  await page.getByText('1 stay, 299 are made, 0 are no longer sold.').waitFor()
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid')
  await grid.waitFor()
  expect(await grid.getAttribute('aria-rowcount')).toBe('301')
  await grid.focus()
  await page.keyboard.type('19.90')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await page.getByText('300 fields changed').waitFor()
  await page.keyboard.press('Control+s')
  await page.getByText('300 fields changed').waitFor({ state: 'hidden' })
  await page.reload()
  await page.waitForLoadState('networkidle')
  await grid.focus()
  await page.keyboard.press('Control+End')
  expect(await page.locator('[role="row"][aria-rowindex="301"] [role="gridcell"]').first().innerText()).toBe('19.90')
  expect(faults).toEqual([])
})
