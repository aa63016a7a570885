import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = resolve(import.meta.dirname, '../apps/web/messages')
const LOCALES = ['en', 'de', 'zh', 'ar'] as const
const files = readdirSync(join(folder, 'en'))

type Variant = { declarations: string[]; match: Record<string, string> }
type Message = string | Variant[]
type Catalogue = Record<string, Message>

const read = (locale: string, file: string): Catalogue =>
  JSON.parse(readFileSync(join(folder, locale, file), 'utf8')) as Catalogue
const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))

/** What a message is given by the screen; `count` may stand in words ("two products") and still be asked for. */
function inputsOf(message: Message): string[] {
  const named = textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))
  const declared =
    typeof message === 'string'
      ? []
      : message.flatMap(({ declarations }) => declarations.flatMap((line) => /^input (\w+)$/.exec(line)?.[1] ?? []))
  return [...new Set([...named, ...declared])].toSorted()
}

test('the catalogue has words, and the same files in every language', () => {
  expect(files.length).toBeGreaterThan(10)
  for (const locale of LOCALES) expect(readdirSync(join(folder, locale)).toSorted()).toEqual(files.toSorted())
})

describe.each(files)('%s', (file) => {
  const english = read('en', file)
  const prefix = `${file.replace('.json', '')}_`

  test.each(LOCALES)('%s has every message, with the same inputs and never empty', (locale) => {
    const words = read(locale, file)
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted())
    for (const [key, message] of Object.entries(words)) {
      expect(key.startsWith(prefix), key).toBe(true)
      expect(
        textsOf(message).every((text) => text.trim() !== ''),
        `${locale} ${key}`,
      ).toBe(true)
      expect(inputsOf(message), `${locale} ${key}`).toEqual(inputsOf(english[key]!))
    }
  })

  test.each(LOCALES)('%s counts as its language counts: each plural has the form for everything else', (locale) => {
    const forms = new Set(new Intl.PluralRules(locale).resolvedOptions().pluralCategories)
    for (const [key, message] of Object.entries(read(locale, file))) {
      if (typeof message === 'string') continue
      for (const { match } of message) {
        const used = Object.keys(match).flatMap((rule) => /Plural=(\w+|\*)/.exec(rule)?.[1] ?? [])
        if (used.length === 0) continue
        expect(
          used.some((form) => form === 'other' || form === '*'),
          `${locale} ${key}`,
        ).toBe(true)
        for (const form of used)
          expect(form === '*' || forms.has(form as Intl.LDMLPluralRule), `${locale} ${key}: ${form}`).toBe(true)
      }
    }
  })
})
