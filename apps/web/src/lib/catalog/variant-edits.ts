import { m } from '#lib/i18n/messages.ts'
import { InvalidInput } from '@souk/api'
import { minorToText, textToMinor } from '#lib/ui/money-text.ts'

const EDIT = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-zA-Z]+)$/

type VariantEdit = {
  id: string
  priceMinor?: bigint
  compareAtMinor?: bigint | null
  costMinor?: bigint | null
  sku?: string | null
  barcode?: string | null
  weightGrams?: number
  trackStock?: boolean
  backorder?: boolean
  requiresShipping?: boolean
  taxable?: boolean
}

/** What the matrix of variants posts: the fields that were changed, named `<variant id>.<field>`, of variants not posted whole. */
export function variantEditsOf(form: FormData, currency: string): VariantEdit[] {
  const whole = new Set(form.getAll('variant').map(String))
  const edits = new Map<string, VariantEdit>()
  for (const [name, value] of form) {
    const [, id, field] = EDIT.exec(name) ?? []
    if (!id || !field || whole.has(id)) continue
    const edit = edits.get(id) ?? { id }
    edits.set(id, { ...edit, ...fieldOf(name, field, String(value).trim(), currency) })
  }
  for (const { id, priceMinor, compareAtMinor } of edits.values()) {
    if (priceMinor !== undefined && compareAtMinor != null && compareAtMinor <= priceMinor)
      throw new InvalidInput({ [`${id}.compareAt`]: m.products_err_compare() })
  }
  return [...edits.values()]
}

function fieldOf(name: string, field: string, value: string, currency: string): Partial<VariantEdit> {
  switch (field) {
    case 'price': {
      const priceMinor = amount(name, value, currency)
      if (priceMinor === null) throw new InvalidInput({ [name]: m.products_err_price() })
      return { priceMinor }
    }
    case 'compareAt':
      return { compareAtMinor: amount(name, value, currency) }
    case 'cost':
      return { costMinor: amount(name, value, currency) }
    case 'sku':
    case 'barcode':
      return { [field]: value || null }
    case 'weight': {
      if (!/^\d{1,8}$/.test(value)) throw new InvalidInput({ [name]: m.products_err_grams() })
      return { weightGrams: Number(value) }
    }
    case 'trackStock':
    case 'backorder':
    case 'requiresShipping':
    case 'taxable':
      return { [field]: value === 'true' }
    default:
      return {}
  }
}

function amount(name: string, value: string, currency: string): bigint | null {
  if (value === '') return null
  const minor = textToMinor(value, currency)
  if (minor === null || minor < 0n)
    throw new InvalidInput({ [name]: m.products_err_amount({ example: minorToText(1250n, currency) }) })
  return minor
}
