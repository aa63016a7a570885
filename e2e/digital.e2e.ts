import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import * as office from './office.ts'
import { openPage, openReady, PHONE, WITHOUT_JAVASCRIPT } from './open-page.ts'
import * as shopper from './shopper.ts'

const product = runningProduct()
let browser: Browser
const faults: string[][] = []
const mark = crypto.randomUUID().slice(0, 6)
const title = `Field guide ${mark}`
const keys = [1, 2].map((at) => `GUIDE-${mark.toUpperCase()}-000${at}`)
let address: string

async function person(options?: Parameters<typeof openPage>[2]): Promise<Page> {
  const opened = await openPage(browser, product.shopUrl('halden'), options)
  faults.push(opened.faults)
  return opened.page
}

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

test('staff sell a file with a key: a repeated key is told at its field, and none is shown again', async () => {
  const owner = await person()
  await office.signIn(owner, product, 'halden', 'owner')
  await openReady(owner, '/admin/products/new')
  await owner.locator('[name="title"]').fill(title)
  await owner.locator('[name="price"], [name="priceMinor"]').first().fill('12.00')
  await owner.locator('button[type="submit"]:visible').last().click()
  await owner.waitForURL(/\/admin\/products\/[0-9a-f-]{36}/)
  await owner.waitForLoadState('networkidle')
  address = new URL(owner.url()).pathname
  const card = owner.locator('#digital')
  await card.getByText('Sell this digitally').click()
  await card.getByText('Each unit comes with a licence key').click()
  await card.getByRole('button', { name: 'Save terms' }).click()
  const pasted = card.locator('[name="keys"]')
  await pasted.fill([...keys, keys[0]].join('\n'))
  await card.getByRole('button', { name: 'Add keys' }).click()
  await card.getByText('Line 3 is the same key as line 1. Nothing was added.').waitFor()
  await pasted.fill(keys.join('\n'))
  await card.getByRole('button', { name: 'Add keys' }).click()
  await expect.poll(() => card.locator('dd').allInnerTexts()).toEqual(['2', '0'])
  expect(await owner.content()).not.toContain(keys[0])
  await card.locator('[name="digitalFile"]').setInputFiles({
    name: 'guide.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Look at the trees'),
  })
  await card.getByRole('button', { name: 'Add file' }).click()
  await card.getByText('guide.txt').waitFor()
  await owner.locator('select[name="status"]').selectOption('active')
  await owner.locator('#product').evaluate((form: HTMLFormElement) => form.requestSubmit())
  await owner.getByText('Active', { exact: true }).first().waitFor()
})

test('a shopper buys it without an address of delivery, and without JavaScript has the key and the file; staff see a masked key', async () => {
  const guest = await person(WITHOUT_JAVASCRIPT)
  await guest.goto(`/search?q=${encodeURIComponent(title)}`)
  await guest.getByRole('link', { name: title }).first().click()
  await shopper.putIntoCart(guest)
  await guest.getByText('Nothing is sent by post').waitFor()
  expect(await guest.locator('[name="methodId"]').count()).toBe(0)
  const who = shopper.buyer('Ines')
  await shopper.placeOrder(guest, who)
  await shopper.approve(guest)
  await expect
    .poll(
      async () => {
        await guest.reload()
        return guest.locator('main').innerText()
      },
      { timeout: 30_000 },
    )
    .toContain(keys[0])
  const [download] = await Promise.all([
    guest.waitForEvent('download'),
    guest.getByRole('button', { name: 'Download guide.txt' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('guide.txt')
  expect(await readFile(await download.path(), 'utf8')).toBe('Look at the trees')
  await guest.reload()
  await guest.getByText('4 times, until').waitFor()

  const owner = await person()
  await office.signIn(owner, product, 'halden', 'owner')
  await office.openOrder(owner, who.name)
  await office.cardOf(owner, 'Handed out digitally').getByText('••••0001').waitFor()
  expect(await owner.content()).not.toContain(keys[0])
})

test('the card stands on a phone, dark and in Arabic, without running over its edge', async () => {
  const phone = await person({ ...PHONE, colorScheme: 'dark', locale: 'ar' })
  await office.signIn(phone, product, 'halden', 'owner')
  await openReady(phone, address)
  expect(await phone.locator('html').getAttribute('dir')).toBe('rtl')
  const card = phone.locator('#digital')
  await card.scrollIntoViewIfNeeded()
  expect(await card.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(faults.flat()).toEqual([])
})
