import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const stockViews = (): Record<string, string> => ({
  all: m.inventory_view_all(),
  low: m.inventory_view_low(),
  out: m.inventory_view_out(),
})

export const stockColumns = (): ColumnDef[] => [
  { key: 'title', label: m.inventory_product(), sort: 'title', primary: true, phone: true, widthPx: 320 },
  { key: 'sku', label: m.inventory_sku(), sort: 'sku' },
  { key: 'barcode', label: m.inventory_barcode(), hidden: true },
  { key: 'price', label: m.inventory_price(), sort: 'price', numeric: true, hidden: true },
  { key: 'reserved', label: m.inventory_reserved(), numeric: true },
  { key: 'allocated', label: m.inventory_allocated(), numeric: true },
  { key: 'available', label: m.inventory_available(), numeric: true, phone: true },
  { key: 'onHand', label: m.inventory_on_hand(), numeric: true, phone: true },
]

export const stockFilters = (currency: string): FilterDef[] => [
  { key: 'available', label: m.inventory_available(), kind: 'number' },
  { key: 'low', label: m.inventory_low(), kind: 'boolean' },
  { key: 'trackStock', label: m.inventory_counted(), kind: 'boolean' },
  { key: 'title', label: m.inventory_product(), kind: 'text' },
  { key: 'sku', label: m.inventory_sku(), kind: 'text', nullable: true },
  { key: 'barcode', label: m.inventory_barcode(), kind: 'text', nullable: true },
  {
    key: 'status',
    label: m.inventory_status(),
    kind: 'choice',
    options: [
      { value: 'active', label: m.inventory_active() },
      { value: 'draft', label: m.inventory_draft() },
    ],
  },
  { key: 'vendor', label: m.inventory_vendor(), kind: 'text', nullable: true },
  { key: 'productType', label: m.inventory_type(), kind: 'text', nullable: true },
  { key: 'price', label: m.inventory_price(), kind: 'money', currency },
  { key: 'cost', label: m.inventory_cost(), kind: 'money', currency, nullable: true },
]

/** What the columns on screen are in a file: a product and its variant. */
export const stockExport = (): Record<string, { key: string; label: string }[]> => ({
  title: [
    { key: 'title', label: m.inventory_product() },
    { key: 'variant', label: m.bulk_export_variant() },
  ],
})
