import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

const CLIENT = resolve(import.meta.dirname, '../apps/web/build/client')
const sizes = new Map<string, number>()

/** The scripts that a page has loaded by now, by their addresses: what a person waits for who touches nothing. */
export const scriptsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.endsWith('.js'))
      .map(({ pathname }) => pathname),
  )

/** What these scripts of the build weigh together, gzipped, in kB of 1000 bytes. */
export function kilobytesOf(scripts: Iterable<string>): number {
  let bytes = 0
  for (const path of new Set(scripts)) {
    const known = sizes.get(path) ?? gzipSync(readFileSync(join(CLIENT, path)), { level: 9 }).length
    sizes.set(path, known)
    bytes += known
  }
  return bytes / 1000
}
