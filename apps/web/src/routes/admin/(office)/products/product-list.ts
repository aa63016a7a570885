import { m } from '#lib/i18n/messages.ts'
import { faultWords } from '#lib/organisation/fault-words.ts'
import { findReferences, type ReferenceKind } from '#lib/organisation/find-references.ts'
import type { Choice, ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const productViews = (): Record<string, string> => ({
  all: m.products_view_all(),
  active: m.products_view_active(),
  draft: m.products_view_draft(),
  archived: m.products_view_archived(),
  out: m.products_view_out(),
  trash: m.products_view_trash(),
})

export const productColumns = (): ColumnDef[] => [
  { key: 'title', label: m.products_product(), sort: 'title', primary: true, phone: true, widthPx: 320 },
  { key: 'status', label: m.products_status(), sort: 'status', phone: true },
  { key: 'available', label: m.products_stock(), numeric: true, phone: true },
  { key: 'price', label: m.products_price(), numeric: true, phone: true },
  { key: 'productType', label: m.products_type(), sort: 'productType' },
  { key: 'vendor', label: m.products_vendor(), sort: 'vendor' },
  { key: 'tags', label: m.products_tags(), hidden: true },
  { key: 'handle', label: m.products_handle(), hidden: true },
  { key: 'createdAt', label: m.products_created(), sort: 'createdAt', hidden: true },
  { key: 'updatedAt', label: m.products_changed(), sort: 'updatedAt' },
]

/** What the columns on screen are in a file: a price has its two ends. */
export const productExport = (): Record<string, { key: string; label: string }[]> => ({
  price: [
    { key: 'priceFrom', label: m.products_price() },
    { key: 'priceTo', label: m.bulk_export_price_to() },
  ],
})

export const productStatuses = (): { value: string; label: string }[] => [
  { value: 'active', label: m.products_view_active() },
  { value: 'draft', label: m.products_view_draft() },
  { value: 'archived', label: m.products_view_archived() },
]

const FLAGS = [
  'no_picture',
  'no_alt',
  'no_description',
  'no_category',
  'no_weight',
  'no_barcode',
  'below_cost',
  'attribute_missing',
  'untranslated',
]

const reference = (kind: ReferenceKind, label: string, names: Record<string, readonly Choice[]>): FilterDef => ({
  key: kind,
  label,
  kind: 'reference',
  options: names[kind] ?? [],
  nullable: true,
  find: (words) => findReferences(kind, words),
})

export const productFilters = (
  currency: string,
  collections: readonly Choice[],
  names: Record<string, readonly Choice[]>,
): FilterDef[] => [
  {
    key: 'status',
    label: m.products_status(),
    kind: 'choice',
    options: productStatuses(),
  },
  reference('category', m.organisation_category(), names),
  reference('brand', m.organisation_brand(), names),
  reference('type', m.products_type(), names),
  reference('manufacturer', m.organisation_manufacturer(), names),
  reference('supplier', m.products_supplier(), names),
  { key: 'vendor', label: m.products_vendor(), kind: 'text', nullable: true },
  { key: 'tag', label: m.products_tag(), kind: 'text', nullable: true },
  { key: 'collection', label: m.products_collection(), kind: 'reference', options: collections, nullable: true },
  { key: 'price', label: m.products_price(), kind: 'money', currency },
  { key: 'sku', label: m.products_sku(), kind: 'text', nullable: true },
  {
    key: 'lacks',
    label: m.products_lacks(),
    kind: 'choice',
    options: FLAGS.map((value) => ({ value, label: faultWords(value) })),
    nullable: true,
  },
  { key: 'soldOut', label: m.products_view_out(), kind: 'boolean' },
  { key: 'trashed', label: m.products_trashed(), kind: 'boolean' },
  { key: 'createdAt', label: m.products_created(), kind: 'date' },
  { key: 'scheduledFor', label: m.products_scheduled_for(), kind: 'date', nullable: true },
  { key: 'quality', label: m.products_quality_filter(), kind: 'number' },
  { key: 'updatedAt', label: m.products_changed(), kind: 'date' },
]
