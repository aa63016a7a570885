import type { Locator, Page } from 'playwright-core'
import type { runningProduct } from '../test/running-product.ts'
import { openLive } from './open-page.ts'

type Product = ReturnType<typeof runningProduct>
type Role = 'owner' | 'fulfilment' | 'support'

/** Signs a member of staff in on the page, as they would. */
export async function signIn(page: Page, product: Product, shop: string, role: Role): Promise<void> {
  const { email, password } = product.signIns.find((one) => one.address.includes(shop) && one.role === role)!
  await page.goto('/admin/sign-in')
  await page.locator('[name="email"]').fill(email)
  await page.locator('[name="password"]').fill(password)
  // By what it does, as the page may speak any language.
  await page
    .locator('form:has([name="password"]) button[type="submit"], form:has([name="password"]) button:not([type])')
    .click()
  await page.waitForURL((url) => url.pathname === '/admin')
}

/** The orders board, hearing what happens. */
export const openBoard = (page: Page): Promise<void> => openLive(page, '/admin/orders?board')

export const cardOf = (page: Page | Locator, name: string) => page.locator('[data-card]', { hasText: name })

/** Opens an order from the list, where the newest stand on top. */
export async function openOrder(page: Page, name: string): Promise<void> {
  await page.goto('/admin/orders')
  await page.getByRole('row').filter({ hasText: name }).getByRole('link').first().click()
  await page.waitForURL(/\/admin\/orders\/[0-9a-f-]{36}(\?|$)/)
}

/**
 * Presses the button of a step when it can be pressed, and waits for the sign that it was done. When the page changed under
 * the pointer and nothing came of it, presses again as a person would, and says what the page showed.
 */
export async function press(page: Page, button: string | RegExp, sign: string): Promise<void> {
  const target = page.getByRole('button', { name: button, disabled: false }).and(page.locator(':not([aria-disabled])'))
  const done = page.getByText(sign, { exact: true }).first()
  await target.click()
  const seen = await done.waitFor({ timeout: 8_000 }).then(
    () => true,
    () => false,
  )
  if (seen) return
  console.log(
    `pressed "${String(button)}" again; the page said: ${(await page.getByRole('alert').allInnerTexts()).join(' | ')}`,
  )
  await target.click()
  await done.waitFor()
}

export const capture = (page: Page): Promise<void> => press(page, /^Capture /, 'Payment captured')
export const startPicking = (page: Page): Promise<void> => press(page, 'Start picking', 'Started picking')

export async function pickAll(page: Page): Promise<void> {
  for (const line of await page.locator('input[name^="picked."]').all()) {
    await line.check()
    // Each tick is saved by itself, on top of the one before.
    await page.waitForLoadState('networkidle')
  }
  await page.getByText('Picked units', { exact: true }).first().waitFor()
}

export const pack = (page: Page): Promise<void> => press(page, 'Pack parcel', 'Packed the parcel')

export async function ship(page: Page, carrier: string, trackingNumber: string): Promise<void> {
  await page.locator('[name="carrier"]').fill(carrier)
  await page.locator('[name="trackingNumber"]').fill(trackingNumber)
  await press(page, 'Ship parcel', 'Shipped the parcel')
}

export const deliver = (page: Page): Promise<void> => press(page, 'Mark as delivered', 'Parcel delivered')

/** What the order's timeline tells: "Packed the parcel by Jonas Weiß". Newest first. */
export async function timeline(page: Page): Promise<string[]> {
  const entries = await page.locator('main ol > li').all()
  return Promise.all(
    entries.map(async (entry) => {
      const [deed, actor] = await Promise.all(
        [entry.locator('[data-deed]'), entry.locator('[data-actor]')].map((one) => one.innerText()),
      )
      return `${deed} by ${actor}`
    }),
  )
}
