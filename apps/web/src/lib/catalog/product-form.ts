import { m } from '#lib/i18n/messages.ts'
import { InvalidInput } from '@souk/api'
import { minorToText, textToMinor } from '#lib/ui/money-text.ts'
import { variantEditsOf } from './variant-edits.ts'

/** A text field sends its lines with two signs at the end; stored is one. */
const text = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replaceAll('\r\n', '\n')
    .trim()

/** An amount as typed; null when the field is empty. Throws InvalidInput at the field. */
export function amountOf(form: FormData, name: string, currency: string): bigint | null {
  const typed = text(form, name)
  if (typed === '') return null
  const minor = textToMinor(typed, currency)
  if (minor === null || minor < 0n)
    throw new InvalidInput({ [name]: m.products_err_amount({ example: minorToText(1250n, currency) }) })
  return minor
}

export const tagsOf = (form: FormData): string[] => [
  ...new Set(
    text(form, 'tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]

/** What the page of a product posts about the product itself. */
export function productOf(form: FormData) {
  const status = text(form, 'status')
  return {
    title: text(form, 'title'),
    bodyHtml: text(form, 'bodyHtml'),
    vendor: text(form, 'vendor'),
    productType: text(form, 'productType'),
    tags: tagsOf(form),
    status: (['active', 'archived'] as const).find((known) => known === status) ?? ('draft' as const),
    seoTitle: text(form, 'seoTitle') || null,
    seoDescription: text(form, 'seoDescription') || null,
    ...(text(form, 'handle') && { handle: text(form, 'handle') }),
  }
}

const API_NAMES: Record<string, string> = {
  price: 'priceMinor',
  compareAt: 'compareAtMinor',
  cost: 'costMinor',
  weight: 'weightGrams',
}

/** What the form calls a field of the API: `variant.<id>.priceMinor` is `<id>.price` there. */
export function formName(key: string): string {
  const [kind, id, field] = key.split('.')
  if (kind !== 'variant' || !id || !field) return key
  return `${id}.${Object.entries(API_NAMES).find(([, known]) => known === field)?.[0] ?? field}`
}

/** What was chosen for fields that two people changed; undefined when nothing was asked. */
export function decidedOf(form: FormData): { version: number; mine: string[]; theirs: string[] } | undefined {
  const seen = Number(form.get('seen'))
  if (!seen) return undefined
  const chosen = (side: string) =>
    [...form.entries()].flatMap(([name, value]) =>
      name.startsWith('choice.') && value === side ? [name.slice('choice.'.length)] : [],
    )
  return { version: seen, mine: chosen('mine'), theirs: chosen('theirs') }
}

/** The variants of the page: fields are named `<variant id>.<field>`, one of them hidden so that a cleared checkbox counts. */
export function variantsOf(form: FormData, currency: string) {
  const whole = form.getAll('variant').map((value) => {
    const id = String(value)
    const field = (name: string) => `${id}.${name}`
    const priceMinor = amountOf(form, field('price'), currency)
    if (priceMinor === null) throw new InvalidInput({ [field('price')]: m.products_err_price() })
    const compareAtMinor = amountOf(form, field('compareAt'), currency)
    if (compareAtMinor !== null && compareAtMinor <= priceMinor) {
      throw new InvalidInput({ [field('compareAt')]: m.products_err_compare() })
    }
    const grams = Number(text(form, field('weight')) || 0)
    if (!Number.isInteger(grams) || grams < 0) throw new InvalidInput({ [field('weight')]: m.products_err_grams() })
    return {
      id,
      priceMinor,
      compareAtMinor,
      costMinor: amountOf(form, field('cost'), currency),
      sku: text(form, field('sku')) || null,
      barcode: text(form, field('barcode')) || null,
      weightGrams: grams,
      trackStock: form.has(field('trackStock')),
      backorder: form.has(field('backorder')),
      requiresShipping: form.has(field('requiresShipping')),
      taxable: form.has(field('taxable')),
    }
  })
  return [...whole, ...variantEditsOf(form, currency)]
}

/** Rows of an option's name and its values, divided by commas; rows without a name are left out. */
export const optionsOf = (form: FormData): { name: string; values: string[] }[] =>
  [0, 1, 2]
    .map((row) => ({
      name: text(form, `option${row}`),
      values: text(form, `values${row}`)
        .split(',')
        .map((value) => value.trim())
        .filter(Boolean),
    }))
    .filter(({ name }) => name !== '')
