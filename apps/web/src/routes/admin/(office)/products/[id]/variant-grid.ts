import type { GridColumn, GridRow } from '#lib/bulk/grid/grid-model.ts'
import { m } from '#lib/i18n/messages.ts'
import { minorToText } from '#lib/ui/money-text.ts'
import type { PageData } from './$types'

type Variant = PageData['product']['variants'][number]

/** The columns of the matrix; their keys are the names of the fields that the product's form posts. */
export function variantColumns(currency: string, canWrite: boolean): GridColumn[] {
  const columns: GridColumn[] = [
    { key: 'price', label: m.bulk_field_price(), kind: 'money', widthPx: 96, currency, required: true },
    { key: 'compareAt', label: m.bulk_field_compare_at(), kind: 'money', widthPx: 104, currency },
    { key: 'sku', label: m.bulk_field_sku(), kind: 'text', widthPx: 130 },
    { key: 'available', label: m.bulk_field_available(), kind: 'number', widthPx: 84, readonly: true },
    { key: 'cost', label: m.bulk_field_cost(), kind: 'money', widthPx: 104, currency },
    { key: 'barcode', label: m.bulk_field_barcode(), kind: 'text', widthPx: 130 },
    { key: 'weight', label: m.bulk_field_weight(), kind: 'number', widthPx: 96, required: true },
    { key: 'trackStock', label: m.bulk_field_track_stock(), kind: 'boolean', widthPx: 110 },
    { key: 'backorder', label: m.bulk_field_backorder(), kind: 'boolean', widthPx: 130 },
    { key: 'requiresShipping', label: m.bulk_field_shipping(), kind: 'boolean', widthPx: 96 },
    { key: 'taxable', label: m.bulk_field_taxable(), kind: 'boolean', widthPx: 84 },
  ]
  return canWrite ? columns : columns.map((column) => ({ ...column, readonly: true }))
}

export function variantRow(variant: Variant, currency: string): GridRow {
  const amount = (minor: bigint | null) => (minor === null ? '' : minorToText(minor, currency))
  return {
    id: variant.id,
    name: variant.optionValues.join(' / '),
    cells: {
      price: amount(variant.priceMinor),
      compareAt: amount(variant.compareAtMinor),
      sku: variant.sku ?? '',
      available: variant.trackStock ? String(variant.available) : '∞',
      cost: amount(variant.costMinor),
      barcode: variant.barcode ?? '',
      weight: String(variant.weightGrams),
      trackStock: String(variant.trackStock),
      backorder: String(variant.backorder),
      requiresShipping: String(variant.requiresShipping),
      taxable: String(variant.taxable),
    },
  }
}

/**
 * The fields to post for the edits: those alone, so that what others changed meanwhile stays theirs. Only a price and the
 * price before it go together when both are there, because each is judged by the other.
 */
export function postedFields(rows: readonly GridRow[], edits: ReadonlyMap<string, string>): [string, string][] {
  return rows.flatMap((row) => {
    const valueOf = (key: string) => edits.get(`${row.id}.${key}`) ?? row.cells[key] ?? ''
    const wanted = new Set(Object.keys(row.cells).filter((key) => edits.has(`${row.id}.${key}`)))
    const judged = (wanted.has('price') || wanted.has('compareAt')) && valueOf('compareAt') !== ''
    if (judged) wanted.add('price').add('compareAt')
    return [...wanted].map((key): [string, string] => [`${row.id}.${key}`, valueOf(key)])
  })
}
