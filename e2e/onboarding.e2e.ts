import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { openPage, openReady, WITHOUT_JAVASCRIPT } from './open-page.ts'
import { jpegFile } from './picture-file.ts'

const product = runningProduct()
const password = 'a long enough word'
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const status = (page: Page) => page.getByRole('status')
async function storefrontOf(address: string): Promise<string> {
  const shopper = await openPage(browser, address, WITHOUT_JAVASCRIPT)
  await shopper.page.goto('/')
  return shopper.page.content().finally(() => shopper.close())
}

describe('a merchant signs up', () => {
  let merchant: Awaited<ReturnType<typeof openPage>>
  const shop = product.shopUrl('birch-and-loom')

  beforeAll(async () => {
    merchant = await openPage(browser, product.platformUrl)
  })
  afterAll(() => merchant.close())

  test('the address is suggested from the name and checked while typing; a taken one is told', async () => {
    const { page } = merchant
    await openReady(page, `${product.platformUrl}/sign-up`)
    await page.getByLabel('Shop name').fill('Birch & Loom')
    const address = page.getByLabel('Address')
    await expect.poll(() => address.inputValue()).toBe('birch-loom')
    await expect.poll(() => status(page).innerText()).toBe('birch-loom.localhost is free')
    await address.fill('halden')
    await expect.poll(() => status(page).innerText()).toMatch(/taken/)
    await address.fill('admin')
    await expect.poll(() => status(page).innerText()).toMatch(/not|another|reserved|letters/i)
    await address.fill('birch-and-loom')
    await expect.poll(() => status(page).innerText()).toBe('birch-and-loom.localhost is free')
  })

  test('fields that are wrong are told each, and what was typed stays', async () => {
    const { page } = merchant
    await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
    await page.getByLabel('E-mail').fill('mira.example')
    await page.getByLabel('Password').fill('short')
    await page.getByLabel('Address').fill('halden')
    await page.getByRole('button', { name: 'Create shop' }).click()
    for (const label of ['E-mail', 'Password'])
      await page.getByLabel(label).and(page.locator('[aria-invalid="true"]')).waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe('mira.example')
    expect(await page.getByLabel('Shop name').inputValue()).toBe('Birch & Loom')
    await page.getByLabel('E-mail').fill('mira@birch.example')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create shop' }).click()
    await page.getByLabel('Address').and(page.locator('[aria-invalid="true"]')).waitFor()
    expect(new URL(page.url()).host).toBe(new URL(product.platformUrl).host)
  })

  test('the button leads into the back office of a shop that is live at once', async () => {
    const { page, faults } = merchant
    await page.getByLabel('Address').fill('birch-and-loom')
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Country').selectOption('DE')
    await expect.poll(() => status(page).innerText()).toBe('birch-and-loom.localhost is free')
    const started = performance.now()
    await page.getByRole('button', { name: 'Create shop' }).click()
    await page.waitForURL(`${shop}/admin`)
    console.log(`signed up and in the back office after ${Math.round(performance.now() - started)} ms`)
    expect(await page.locator('h1').first().innerText()).not.toBe('')
    expect(await storefrontOf(shop)).toContain('Birch &amp; Loom')
    expect(faults).toEqual([])
  })

  test('a product with a price, a picture and stock is on the storefront as soon as it is added', async () => {
    const { page } = merchant
    await openReady(page, `${shop}/admin/products/new`)
    await page.getByLabel('Title', { exact: true }).fill('Lichen scarf')
    await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Woven on a hand loom.')
    await page.getByLabel('Pictures').setInputFiles([await jpegFile('lichen.jpg', '#6b7f5a')])
    await page.getByRole('textbox', { name: 'Price' }).fill('64.50')
    await page.getByLabel('On hand', { exact: false }).fill('7')
    await page.getByRole('button', { name: 'Add product' }).click()
    await page.waitForURL(/\/admin\/products\/[0-9a-f-]{36}$/)
    const shopper = await openPage(browser, shop)
    await openReady(shopper.page, `${shop}/products/lichen-scarf`)
    const shown = await shopper.page.locator('main').innerText()
    expect(shown).toContain('64.50')
    expect(shown).toContain('Woven on a hand loom.')
    const picture = shopper.page.locator('main img').first()
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await openReady(shopper.page, shop)
    expect(await shopper.page.locator('main').innerText()).toContain('Lichen scarf')
    expect(shopper.faults).toEqual([])
    await shopper.close()
  })

  test('title, rich description, options, prices, stock, pictures and status can be edited, and shoppers see it', async () => {
    const { page } = merchant
    await editOptions(page)
    await editFields(page)
    await editStock(page, 'Moss / Long', 3)
    await editPictures(page)
    const shopper = await openPage(browser, shop)
    await openReady(shopper.page, `${shop}/products/lichen-scarf`)
    await shopper.page.getByRole('heading', { level: 1, name: 'Lichen scarf, woven' }).waitFor()
    expect(await shopper.page.locator('[aria-label="Description"] strong').innerText()).toContain('hand loom')
    for (const option of ['Moss', 'Rust', 'Short', 'Long'])
      expect(await shopper.page.locator('main').innerText()).toContain(option)
    await shopper.page.locator('main').getByText('Long', { exact: true }).click()
    await expect.poll(() => shopper.page.locator('main').innerText()).toContain('€72.00')
    await page.getByRole('combobox', { name: 'Status' }).selectOption('draft')
    await save(page)
    expect(await openReady(shopper.page, `${shop}/products/lichen-scarf`)).toBe(404)
    await shopper.close()
  })

  test('after signing out, the shop and the platform each let the merchant in again', async () => {
    const { page } = merchant
    await signOut(page)
    await openReady(page, `${shop}/admin/products`)
    expect(page.url()).toContain('/admin/sign-in')
    await signIn(page, 'not the password at all')
    await page
      .getByText(/password/i, { exact: false })
      .and(page.locator('[role=alert] *, [role=alert], p'))
      .first()
      .waitFor()
    await signIn(page, password)
    await page.waitForURL(`${shop}/admin/products`)
    await signOut(page)
    await merchant.page.context().clearCookies()
    await openReady(page, `${product.platformUrl}/sign-in`)
    await signIn(page, password)
    await page.waitForURL(`${product.platformUrl}/shops`)
    await page.getByRole('button', { name: 'Open back office' }).click()
    await page.waitForURL(`${shop}/admin`)
    expect(merchant.faults).toEqual([])
  })
})

async function signIn(page: Page, secret: string): Promise<void> {
  await page.getByLabel('E-mail').fill('mira@birch.example')
  await page.getByLabel('Password').fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /mira/i }).click()
  await page
    .getByRole('button', { name: 'Sign out' })
    .or(page.getByRole('menuitem', { name: 'Sign out' }))
    .first()
    .click()
  await page.waitForURL(/\/admin\/sign-in/)
}

async function save(page: Page): Promise<void> {
  const bar = page.getByRole('region', { name: 'Unsaved changes' })
  await bar.getByRole('button', { name: 'Save' }).click()
  await bar.waitFor({ state: 'detached' })
}

async function editOptions(page: Page): Promise<void> {
  await page.getByText('Add options such as size or colour').click()
  await page.getByLabel('Option 1', { exact: true }).fill('Colour')
  await page.getByLabel('Values of option 1').fill('Moss, Rust')
  await page.getByLabel('Option 2', { exact: true }).fill('Length')
  await page.getByLabel('Values of option 2').fill('Short, Long')
  await page.getByRole('button', { name: 'Apply options' }).click()
  await page.getByRole('grid').waitFor()
  await openPlainFields(page)
}

/** Few variants are quicker told one by one: the plain fields, which are also those of a browser without scripts. */
async function openPlainFields(page: Page): Promise<void> {
  await openReady(page, `${page.url().split('?')[0]}?plain`)
  await page.getByLabel('Price of Rust / Long', { exact: true }).waitFor()
}

async function editFields(page: Page): Promise<void> {
  await page.getByLabel('Title', { exact: true }).fill('Lichen scarf, woven')
  const text = page.getByRole('textbox', { name: 'Description', exact: true })
  await text.click()
  await page.keyboard.press('Control+A')
  await page.getByRole('button', { name: 'Bold' }).click()
  await page.getByLabel('Price of Moss / Long', { exact: true }).fill('72')
  await save(page)
}

async function editStock(page: Page, name: string, onHand: number): Promise<void> {
  await openPlainFields(page)
  await page.getByLabel(`On hand of ${name}`).fill(String(onHand))
  await page.getByLabel(`Reason for ${name}`).selectOption('Counted')
  const row = page.locator('form').filter({ has: page.getByLabel(`On hand of ${name}`) })
  await row.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`${name}: ${onHand} on hand`).waitFor()
}

async function editPictures(page: Page): Promise<void> {
  await page.getByLabel('Add pictures').setInputFiles([await jpegFile('rust.jpg', '#a4532d')])
  await page.getByLabel('Description of picture 2').fill('The scarf in rust')
  await page.getByLabel('Description of picture 2').blur()
  await page.getByRole('button', { name: 'Move picture 2 forward' }).click()
  await expect.poll(() => page.getByLabel('Description of picture 1').inputValue()).toBe('The scarf in rust')
}

test('without JavaScript the form signs up as well, and keeps what was typed when a field is wrong', async () => {
  const { page, close } = await openPage(browser, product.platformUrl, WITHOUT_JAVASCRIPT)
  await page.goto(`${product.platformUrl}/sign-up`)
  await page.getByLabel('E-mail').fill('ivo@fern.example')
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Shop name').fill('Fern Hall')
  await page.getByLabel('Address').fill('kumo')
  await page.getByLabel('Country').selectOption('DE')
  await page.getByRole('button', { name: 'Create shop' }).click()
  await page.getByLabel('Address').and(page.locator('[aria-invalid="true"]')).waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toBe('ivo@fern.example')
  expect(await page.getByLabel('Shop name').inputValue()).toBe('Fern Hall')
  expect(await page.getByLabel('Country').inputValue()).toBe('DE')
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Address').fill('fern-hall')
  await page.getByRole('button', { name: 'Create shop' }).click()
  await page.waitForURL(`${product.shopUrl('fern-hall')}/admin`)
  expect(await storefrontOf(product.shopUrl('fern-hall'))).toContain('Fern Hall')
  await close()
})
