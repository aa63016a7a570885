import type { Browser, Page } from 'playwright-core'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { ledgerFaults, ordersOf } from './ledgers.ts'
import * as office from './office.ts'
import { openPage, PHONE, WITHOUT_JAVASCRIPT } from './open-page.ts'
import * as shopper from './shopper.ts'

const product = runningProduct()
const shopUrl = product.shopUrl('kumo')
const who = { ...shopper.buyer('Aoi'), line1: '2-11-3 Meguro', city: 'Meguro', region: 'Tokyo', postalCode: '153-0063' }
let browser: Browser
let db: pg.Client

beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), product.connect()])
})
afterAll(async () => {
  await browser?.close()
  await db?.end()
})

const person = async (options = {}): Promise<Page> =>
  (await openPage(browser, shopUrl, { ...WITHOUT_JAVASCRIPT, ...options })).page

/** The first collection that can be narrowed down by an option; its list is cut to what one value leaves. */
async function browseWithFilter(page: Page): Promise<void> {
  await page.goto('/collections/all')
  const before = await page.locator('main a[href^="/products/"]').count()
  await page.locator('details.filters > summary').click()
  const value = page.locator('form#filters input[type="checkbox"][name^="option."]').first()
  const [name, wanted] = [await value.getAttribute('name'), await value.getAttribute('value')]
  await value.check()
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await page.waitForURL((url) => url.searchParams.get(name!) === wanted)
  const after = await page.locator('main a[href^="/products/"]').count()
  expect(after).toBeGreaterThan(0)
  expect(after).toBeLessThan(before)
}

async function searchFor(page: Page, words: string): Promise<void> {
  const field = page.locator('input[type="search"]:visible').first()
  await field.fill(words)
  await field.press('Enter')
  await page.waitForURL('**/search?q=*')
  await page.locator('main a[href^="/products/"]').first().waitFor()
}

/** A product of which two variants with two units each can be had, as the database knows it. */
async function productToChooseFrom() {
  const { rows } = await db.query<{ handle: string; title: string; option: string; value: string }>(
    `select p.handle, p.title, 'option' || o.position as option, v.option_values[o.position] as value
     from tenants t join products p on p.tenant_id = t.id and p.status = 'active'
     join lateral (select row_number() over (order by position)::int as position from product_options
       where tenant_id = p.tenant_id and product_id = p.id) o on o.position = 1
     join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active'
     join stock_levels l on l.tenant_id = v.tenant_id and l.variant_id = v.id and l.on_hand - l.allocated - l.reserved - l.safety_stock >= 2
     where t.slug = 'kumo' and v.position > 1
       and (select count(*) from product_options where tenant_id = p.tenant_id and product_id = p.id) = 1
     order by p.handle, v.position limit 1`,
  )
  return rows[0]!
}

test('with JavaScript off a shopper finds, chooses, pays and reads the order, on a phone', async () => {
  const page = await person(PHONE)
  await browseWithFilter(page)
  const choice = await productToChooseFrom()
  await searchFor(page, choice.title)
  await page.locator(`main a[href^="/products/${choice.handle}"]`).first().click()
  await page.locator('label', { has: page.locator(`input[name="${choice.option}"][value="${choice.value}"]`) }).click()
  await page.getByRole('button', { name: 'Show this choice' }).click()
  await page.waitForURL((url) => url.searchParams.get(choice.option) === choice.value)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('heading', { name: 'Cart', exact: true }).waitFor()
  expect(await page.getByText(choice.value, { exact: true }).first().isVisible()).toBe(true)

  const total = page.getByRole('complementary', { name: 'Total' })
  const forOne = await total.innerText()
  await page.locator('input[name="quantity"]').fill('2')
  await page.getByRole('button', { name: 'Update' }).click()
  await expect.poll(() => total.innerText()).not.toBe(forOne)
  expect(await page.locator('input[name="quantity"]').inputValue()).toBe('2')
  await page.getByRole('link', { name: 'Check out' }).click()
  await page.waitForURL('**/checkout')

  await shopper.placeOrder(page, who)
  await shopper.approve(page)
  await shopper.expectHeadline(page, 'Thank you, Aoi')
  const [order, ...others] = await ordersOf(db, who.email)
  expect(others).toEqual([])
  expect(order!.paymentStatus).toBe('authorized')
  expect(await page.locator('body').innerText()).toContain(order!.number)
})

test('a checkout that is not filled in is told field by field and keeps what was typed, without JavaScript too', async () => {
  const page = await person()
  const { handle } = await productToChooseFrom()
  await page.goto(`/products/${handle}`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Check out' }).first().click()
  await page.locator('[name="email"]').fill('aoi@nowhere')
  await page.locator('[name="city"]').fill('Meguro')
  await page.getByRole('button', { name: /^Pay / }).click()
  await page.getByRole('alert').first().waitFor()
  expect(await page.locator('[name="email"][aria-invalid="true"]').inputValue()).toBe('aoi@nowhere')
  expect(await page.locator('[name="postalCode"]').getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('[name="city"]').inputValue()).toBe('Meguro')
  expect(await ordersOf(db, 'aoi@nowhere')).toEqual([])
})

test('staff find the order and capture it with plain forms', async () => {
  const page = await person()
  await office.signIn(page, product, 'kumo', 'owner')
  await office.openOrder(page, who.name)
  const address = page.url()
  await page.getByRole('button', { name: /^Capture / }).click()
  await page.getByText('Asked for the payment', { exact: true }).waitFor()
  const captured = async () => {
    await page.goto(address)
    return office.timeline(page)
  }
  await expect
    .poll(captured, { timeout: 20_000, interval: 300 })
    .toContainEqual(expect.stringMatching(/^Payment captured/))
  expect(await ledgerFaults(db)).toEqual([])
})
