import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { m } from '../apps/web/src/lib/i18n/generated/messages.js'
import { PHONE } from './open-page.ts'

/** The words of the back office, as in `m.imports_check({}, look)`: a journey says what it presses in the language of its look. */
export { m }

type Look = { locale: 'en' | 'ar'; options: BrowserContextOptions }

/** The look that differs in everything from the usual one, which is a desk, light and English. */
export const PHONE_DARK_ARABIC: Look = { locale: 'ar', options: { ...PHONE, colorScheme: 'dark', locale: 'ar' } }

/** Keeps what the page shows under SOUK_SCREENSHOTS, when that names a folder, so that a person can look at it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SOUK_SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
