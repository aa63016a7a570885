import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '../apps/web/src')
const components = (folder: string): string[] =>
  readdirSync(join(source, folder), { encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'))
const uses = (folder: string, file: string): string[] =>
  [...readFileSync(join(source, folder, file), 'utf8').matchAll(/'[^'\s]*\/(\w+\.svelte)'/g)].map(([, name]) => name!)

// A part of a component, such as the days of a calendar, is seen in it.
const PARTS = [
  'DropdownMenuOpen.svelte',
  'DateSegments.svelte',
  'DayCalendar.svelte',
  'RangeMonths.svelte',
  'RichTextToolbar.svelte',
]

test('every component of the kit stands in the gallery, by itself or as a part of the one that it belongs to', () => {
  const galleries = components('routes/ui').flatMap((file) => uses('routes/ui', file))
  const shown = new Set([
    ...galleries,
    ...uses('routes/ui/shop', '+page.svelte'),
    ...uses('routes/ui/admin', '+page.svelte'),
  ])
  const kit = components('lib/ui')
  for (const part of PARTS) {
    const wholes = kit.filter((file) => uses('lib/ui', file).includes(part))
    expect(
      wholes.some((whole) => shown.has(whole) || PARTS.includes(whole)),
      part,
    ).toBe(true)
    shown.add(part)
  }
  expect(kit.filter((file) => !shown.has(file))).toEqual([])
})
