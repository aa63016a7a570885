import { m } from '#lib/i18n/messages.ts'
import { minorToText, textToMinor } from '#lib/ui/money-text.ts'
import { statusName } from './action-words.ts'
import type { GridColumn, GridRow } from './grid/grid-model.ts'

export type GridVariant = {
  id: string
  optionValues: string[]
  sku: string | null
  barcode: string | null
  priceMinor: bigint
  compareAtMinor: bigint | null
  costMinor: bigint | null
  weightGrams: number
  taxable: boolean
  trackStock: boolean
  onHand: number
}
export type GridProduct = {
  id: string
  title: string
  status: 'draft' | 'active' | 'archived'
  vendor: string
  productType: string
  tags: string[]
  variants: GridVariant[]
}

const PRODUCT_FIELDS = ['title', 'status', 'vendor', 'productType', 'tags'] as const

export const productGridColumns = (currency: string, mayAdjust: boolean): GridColumn[] => [
  { key: 'title', label: m.bulk_field_title(), kind: 'text', widthPx: 200, required: true },
  {
    key: 'status',
    label: m.bulk_field_status(),
    kind: 'choice',
    widthPx: 110,
    required: true,
    options: ['active', 'draft', 'archived'].map((value) => ({ value, label: statusName(value) })),
  },
  { key: 'priceMinor', label: m.bulk_field_price(), kind: 'money', widthPx: 100, currency, required: true },
  { key: 'compareAtMinor', label: m.bulk_field_compare_at(), kind: 'money', widthPx: 110, currency },
  { key: 'costMinor', label: m.bulk_field_cost(), kind: 'money', widthPx: 100, currency },
  { key: 'onHand', label: m.bulk_field_on_hand(), kind: 'number', widthPx: 90, required: true, readonly: !mayAdjust },
  { key: 'sku', label: m.bulk_field_sku(), kind: 'text', widthPx: 140 },
  { key: 'barcode', label: m.bulk_field_barcode(), kind: 'text', widthPx: 140 },
  { key: 'weightGrams', label: m.bulk_field_weight(), kind: 'number', widthPx: 100, required: true },
  { key: 'taxable', label: m.bulk_field_taxable(), kind: 'boolean', widthPx: 80 },
  { key: 'productType', label: m.bulk_field_type(), kind: 'text', widthPx: 130 },
  { key: 'vendor', label: m.bulk_field_vendor(), kind: 'text', widthPx: 130 },
  { key: 'tags', label: m.bulk_field_tags(), kind: 'text', widthPx: 180 },
]

const amount = (minor: bigint | null, currency: string) => (minor === null ? '' : minorToText(minor, currency))

const variantCells = (variant: GridVariant, currency: string): Record<string, string> => ({
  priceMinor: amount(variant.priceMinor, currency),
  compareAtMinor: amount(variant.compareAtMinor, currency),
  costMinor: amount(variant.costMinor, currency),
  sku: variant.sku ?? '',
  barcode: variant.barcode ?? '',
  weightGrams: String(variant.weightGrams),
  taxable: String(variant.taxable),
  ...(variant.trackStock && { onHand: String(variant.onHand) }),
})

const productCells = (product: GridProduct): Record<string, string> => ({
  title: product.title,
  status: product.status,
  vendor: product.vendor,
  productType: product.productType,
  tags: product.tags.join(', '),
})

/** A product with a single variant is one row; one with several has a row of its own and one for each of them. */
export function productGridRows(products: readonly GridProduct[], currency: string): GridRow[] {
  return products.flatMap((product): GridRow[] => {
    const only = product.variants.length === 1 && product.variants[0]!.optionValues.length === 0
    const cells = { ...productCells(product), ...(only && variantCells(product.variants[0]!, currency)) }
    const head = { id: product.id, name: product.title, cells }
    if (only) return [head]
    const variants = product.variants.map((variant) => {
      const name = variant.optionValues.join(' / ')
      return { id: variant.id, name, cells: variantCells(variant, currency), minor: true }
    })
    return [head, ...variants]
  })
}

/** A cell's text as the field it stands for. */
function fieldValue(field: string, text: string, currency: string): unknown {
  if (field.endsWith('Minor')) return text === '' ? null : textToMinor(text, currency)
  if (field === 'weightGrams' || field === 'onHand') return Number(text)
  if (field === 'taxable') return text === 'true'
  if (field === 'tags') {
    const words = text.split(',').map((tag) => tag.trim())
    return [...new Set(words.filter(Boolean))]
  }
  return (field === 'sku' || field === 'barcode') && text === '' ? null : text
}

type Edit = { before: unknown; after: unknown }
export type ProductEdit = {
  id: string
  fields: Record<string, Edit>
  variants: { id: string; fields: Record<string, Edit>; onHand?: Edit }[]
}

/** The edits of a grid product by product, each with what its cell showed before. */
export function productEdits(
  products: readonly GridProduct[],
  edits: ReadonlyMap<string, string>,
  currency: string,
): ProductEdit[] {
  return products.flatMap((product) => {
    const fields = editsOf(product, product.id, PRODUCT_FIELDS, edits, currency)
    const variants = product.variants.flatMap((variant) => {
      const only = product.variants.length === 1 && variant.optionValues.length === 0
      const rowId = only ? product.id : variant.id
      const keys = Object.keys(variantCells(variant, currency))
      const { onHand, ...own } = editsOf(variant, rowId, keys, edits, currency)
      const some = Object.keys(own).length > 0 || onHand
      return some ? [{ id: variant.id, fields: own, ...(onHand && { onHand }) }] : []
    })
    return Object.keys(fields).length + variants.length > 0 ? [{ id: product.id, fields, variants }] : []
  })
}

function editsOf(
  record: object,
  rowId: string,
  keys: readonly string[],
  edits: ReadonlyMap<string, string>,
  currency: string,
): Record<string, Edit> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const text = edits.get(`${rowId}.${key}`)
      if (text === undefined) return []
      const before = (record as Record<string, unknown>)[key] ?? null
      return [[key, { before, after: fieldValue(key, text, currency) }]]
    }),
  )
}

/** The cell a refusal names, as its row in the grid has it: the single variant of a product stands in the product's row. */
export function cellOfRefusal(products: readonly GridProduct[], cell: string): string {
  const [id = '', field = ''] = cell.split('.')
  const product = products.find(({ variants }) => variants.some((variant) => variant.id === id))
  const only = product?.variants.length === 1 && product.variants[0]!.optionValues.length === 0
  return only ? `${product.id}.${field}` : cell
}
