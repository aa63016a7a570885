import type { Page } from 'playwright-core'
import type { runningProduct } from '../test/running-product.ts'
import { openReady } from './open-page.ts'

/** Signs a new merchant up on the platform, as they would, and leaves the page in the back office of the new shop. */
export async function signUpShop(page: Page, product: ReturnType<typeof runningProduct>, slug: string): Promise<void> {
  await openReady(page, `${product.platformUrl}/sign-up`)
  await page.getByLabel('E-mail').fill(`owner@${slug}.example`)
  await page.getByLabel('Password').fill('a long enough word')
  await page.getByLabel('Shop name').fill(slug.replace('-', ' '))
  await page.getByLabel('Address').fill(slug)
  await page.getByLabel('Country').selectOption('DE')
  await page.getByText(`${slug}.localhost is free`).waitFor()
  await page.getByRole('button', { name: 'Create shop' }).click()
  await page.waitForURL(`${product.shopUrl(slug)}/admin`)
}
