import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const collectionViews = (): Record<string, string> => ({
  all: m.collections_view_all(),
  active: m.collections_view_active(),
  hidden: m.collections_view_hidden(),
})

export const collectionColumns = (): ColumnDef[] => [
  { key: 'title', label: m.collections_collection(), sort: 'title', primary: true, phone: true, widthPx: 320 },
  { key: 'rule', label: m.collections_rule(), phone: true },
  { key: 'products', label: m.collections_products(), numeric: true, phone: true },
  { key: 'status', label: m.collections_status(), phone: true },
  { key: 'handle', label: m.collections_handle(), hidden: true },
  { key: 'updatedAt', label: m.collections_changed(), sort: 'updatedAt', hidden: true },
]

export const collectionFilters = (): FilterDef[] => [
  {
    key: 'status',
    label: m.collections_status(),
    kind: 'choice',
    options: [
      { value: 'active', label: m.collections_view_active() },
      { value: 'hidden', label: m.collections_view_hidden() },
    ],
  },
  {
    key: 'rule',
    label: m.collections_rule(),
    kind: 'choice',
    nullable: true,
    options: [
      { value: 'productType', label: m.collections_type() },
      { value: 'vendor', label: m.collections_vendor() },
      { value: 'tag', label: m.collections_tag() },
    ],
  },
  { key: 'ruleValue', label: m.collections_rule_value(), kind: 'text', nullable: true },
  { key: 'title', label: m.collections_name(), kind: 'text' },
  { key: 'updatedAt', label: m.collections_changed(), kind: 'date' },
]

/** What fills a collection. */
export function ruleText(field: 'productType' | 'vendor' | 'tag' | null, value: string | null): string {
  if (field === 'productType') return m.collections_by_type({ value: value ?? '' })
  if (field === 'vendor') return m.collections_by_vendor({ value: value ?? '' })
  if (field === 'tag') return m.collections_by_tag({ value: value ?? '' })
  return m.collections_by_hand()
}

/** What the columns on screen are in a file: what a rule looks at, and what for. */
export const collectionExport = (): Record<string, { key: string; label: string }[]> => ({
  rule: [
    { key: 'rule', label: m.collections_rule() },
    { key: 'ruleValue', label: m.collections_rule_value() },
  ],
})
