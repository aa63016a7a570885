import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const auditViews = (): Record<string, string> => ({
  all: m.audit_view_all(),
  staff: m.audit_view_staff(),
  system: m.audit_view_system(),
})

export const auditColumns = (): ColumnDef[] => [
  { key: 'action', label: m.audit_what(), primary: true, phone: true },
  { key: 'changes', label: m.audit_facts() },
  { key: 'actor', label: m.audit_who(), phone: true },
  { key: 'source', label: m.audit_source(), hidden: true },
  { key: 'ip', label: m.audit_ip() },
  { key: 'request', label: m.audit_request(), hidden: true },
  { key: 'createdAt', label: m.audit_when(), sort: 'createdAt', numeric: true, phone: true },
]

const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

export const sourceWords = (): Record<string, string> => ({
  office: m.audit_source_office(),
  shop: m.audit_source_shop(),
  import: m.audit_source_import(),
  bulk: m.audit_source_bulk(),
  api: m.audit_source_api(),
  system: m.audit_source_system(),
})

const areaWords = (): Record<string, string> => ({
  order: m.audit_area_order(),
  payment: m.audit_area_payment(),
  complaint: m.audit_area_complaint(),
  product: m.audit_area_product(),
  collection: m.audit_area_collection(),
  stock: m.audit_area_stock(),
  price_list: m.audit_area_price_list(),
  media: m.audit_area_media(),
  customer: m.audit_area_customer(),
  import: m.audit_area_import(),
  export: m.audit_area_export(),
  bulk: m.audit_area_bulk(),
  view: m.audit_area_view(),
  staff: m.audit_area_staff(),
  shop: m.audit_area_shop(),
})

/** Whoever may not see the staff cannot choose among them, but can still look for a name. */
export const auditFilters = (members: readonly { value: string; label: string }[]): FilterDef[] => [
  { key: 'area', label: m.audit_area(), kind: 'choice', options: choices(areaWords()) },
  ...(members.length > 0
    ? [{ key: 'actor', label: m.audit_who(), kind: 'reference' as const, options: members, nullable: true as const }]
    : []),
  {
    key: 'actorKind',
    label: m.audit_kind(),
    kind: 'choice',
    options: choices({
      staff: m.audit_kind_staff(),
      customer: m.audit_kind_customer(),
      guest: m.audit_kind_guest(),
      system: m.audit_kind_system(),
    }),
  },
  { key: 'source', label: m.audit_source(), kind: 'choice', options: choices(sourceWords()) },
  { key: 'action', label: m.audit_deed(), kind: 'text' },
  { key: 'ip', label: m.audit_ip(), kind: 'text', nullable: true },
  { key: 'createdAt', label: m.audit_when(), kind: 'date' },
]

/** What the columns on screen are in a file: a deed and the record it was done to. */
export const auditExport = (): Record<string, { key: string; label: string }[]> => ({
  action: [
    { key: 'action', label: m.audit_what() },
    { key: 'subjectKind', label: m.audit_area() },
    { key: 'subject', label: m.bulk_export_subject() },
  ],
})
