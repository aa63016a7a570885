import { parse } from 'csv-parse/sync'
import { InvalidInput } from '../../refusal.ts'

const KEYS_MAX = 10_000
const LENGTH_MAX = 500
/** What the first line of an exported table may say instead of a key. */
const HEADINGS = ['key', 'keys', 'license key', 'licence key', 'serial', 'code']

export type ReadKey = { key: string; line: number }

/** Keys as they were pasted or stand in the first column of a CSV, with their lines. Throws InvalidInput at `keys`. */
export function readKeys(text: string): ReadKey[] {
  const rows = parse(text.replace(/^\uFEFF/, ''), {
    delimiter: [';', ',', '\t'],
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const keys = rows
    .map(({ record, info }) => ({ key: record[0] ?? '', line: info.lines }))
    .filter(({ key }, at) => key !== '' && !(at === 0 && HEADINGS.includes(key.toLowerCase())))
  if (keys.length === 0) throw refused('There is no key in it.')
  if (keys.length > KEYS_MAX) throw refused('Add at most 10,000 keys at once.')
  const first = new Map<string, number>()
  for (const { key, line } of keys) {
    if (key.length > LENGTH_MAX) throw refused(`Line ${line} is longer than ${LENGTH_MAX} characters.`)
    if (first.has(key)) throw refused(`Line ${line} is the same key as line ${first.get(key)}. Nothing was added.`)
    first.set(key, line)
  }
  return keys
}

const refused = (words: string) => new InvalidInput({ keys: words })
