import type { AttributeRule, StoredValue } from './attribute-kinds.ts'
import { fitsMask } from './mask.ts'

const TEXT_MAX = 2000
const VALUES_MAX = 100
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NUMBER = /^-?\d{1,15}(?:\.\d{1,9})?$/

const NOTHING: StoredValue = { text: null, number: null, fileId: null, refProductId: null }
const ofText = (text: string): StoredValue => ({ ...NOTHING, text })

/** The rows of a value, none when nothing was said; or the sentence that tells what is wrong with it. Ids are only looked at for their form. */
export function checkValue(rule: AttributeRule, said: string[]): StoredValue[] | string {
  const values = said.map((one) => one.trim()).filter((one) => one !== '')
  if (values.length === 0) return []
  if (rule.kind === 'choices') return checkChoices(rule, values)
  if (values.length > 1) return 'Give it one value.'
  const value = values[0]!
  if (value.length > TEXT_MAX) return `Use at most ${TEXT_MAX} characters.`
  const checked = CHECKS[rule.kind](rule, value)
  return typeof checked === 'string' ? checked : [checked]
}

type Check = (rule: AttributeRule, value: string) => StoredValue | string

const CHECKS: Record<Exclude<AttributeRule['kind'], 'choices'>, Check> = {
  text: (rule, value) => {
    const { length } = [...value]
    if (rule.min !== null && length < rule.min) return `Use at least ${rule.min} characters.`
    if (rule.max !== null && length > rule.max) return `Use at most ${rule.max} characters.`
    if (rule.pattern && !fitsMask(rule.pattern, value)) return `Write it in the form ${rule.pattern}.`
    return ofText(value)
  },
  number: (rule, value) => {
    if (!NUMBER.test(value)) return 'Type a number such as 12 or 12.5.'
    if (rule.min !== null && Number(value) < rule.min) return `Type ${rule.min} or more.`
    if (rule.max !== null && Number(value) > rule.max) return `Type ${rule.max} or less.`
    return { ...NOTHING, number: value }
  },
  date: (_, value) => (isDay(value) ? ofText(value) : 'Choose a day.'),
  boolean: (_, value) => (value === 'true' || value === 'false' ? ofText(value) : 'Choose yes or no.'),
  choice: ({ options }, value) => (options.includes(value) ? ofText(value) : `${value} is not one of the choices.`),
  colour: (_, value) =>
    /^#[0-9a-f]{6}$/i.test(value) ? ofText(value.toLowerCase()) : 'Write a colour such as #1a2b3c.',
  url: (_, value) => (isWebAddress(value) ? ofText(value) : 'Type an address such as https://example.com.'),
  file: (_, value) => (UUID.test(value) ? { ...NOTHING, fileId: value } : 'Choose a file.'),
  product: (_, value) => (UUID.test(value) ? { ...NOTHING, refProductId: value } : 'Choose a product.'),
}

function checkChoices({ options }: AttributeRule, values: string[]): StoredValue[] | string {
  const unknown = values.find((value) => !options.includes(value))
  if (unknown !== undefined) return `${unknown} is not one of the choices.`
  const chosen = options.filter((option) => values.includes(option))
  return chosen.length > VALUES_MAX ? `Choose at most ${VALUES_MAX}.` : chosen.map(ofText)
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** Only addresses of the web: a link of another kind would run in the browser of whoever opens it. */
function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
