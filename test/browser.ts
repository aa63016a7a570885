import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../scripts/find-chromium.ts'

let found: ReturnType<typeof findChromium> | undefined

/** A headless Chromium. It resolves every `<name>.localhost` to this machine by itself, so no hosts file is needed. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await (found ??= findChromium())
  return chromium.launch({ executablePath, args, headless: true })
}
