import { expect } from 'vitest'
import type { Page } from 'playwright-core'

export type Buyer = { name: string; email: string } & Record<'line1' | 'city' | 'postalCode', string>

/** A guest whom no other journey knows by name. */
export function buyer(name: string): Buyer {
  const mark = Math.random().toString(36).slice(2, 7)
  const email = `${name.toLowerCase()}.${mark}@example.com`
  return { name: `${name} ${mark}`, email, line1: 'Lindenweg 4', city: 'Berlin', postalCode: '10115' }
}

/** Puts the variant of an open product page into the cart; works before and after the page's scripts run. */
export async function putIntoCart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to cart' }).click()
  const cart = page.getByRole('heading', { name: 'Cart', exact: true })
  await page.getByText('It is in your cart.').or(cart).first().waitFor()
  await page.getByRole('link', { name: 'Check out' }).first().click()
  await page.waitForURL('**/checkout')
}

/** Fills the checkout in and presses Pay. Ends on the payment company's page. */
export async function placeOrder(page: Page, who: Buyer): Promise<void> {
  await page.waitForLoadState('networkidle')
  for (const [field, value] of Object.entries(who)) await page.locator(`[name="${field}"]`).fill(value)
  await page.getByRole('button', { name: /^Pay / }).click()
  await page.waitForURL('**/sandbox/**')
}

/** From the product page to the payment company's page. */
export async function buy(page: Page, path: string, who: Buyer): Promise<void> {
  await page.goto(path)
  await putIntoCart(page)
  await placeOrder(page, who)
}

/** Presses a button of the payment company's page, and comes back to the order's page. */
export async function payBy(page: Page, way: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: way }).first().click()
  await page.waitForURL(/\/orders\/[a-z0-9]{32,}(\?waiting=1)?$/)
}

export const approve = (page: Page): Promise<void> => payBy(page, /^Approve \D*\d/)

/** What the order's page says first. */
export const headline = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText()

export async function expectHeadline(page: Page, text: string | RegExp, timeout = 20_000): Promise<void> {
  await expect.poll(() => headline(page), { timeout }).toMatch(text)
}
