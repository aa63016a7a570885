import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const complaintViews = (): Record<string, string> => ({
  open: m.service_view_open(),
  answered: m.service_view_answered(),
  resolved: m.service_view_resolved(),
  all: m.service_view_all(),
})

export const complaintColumns = (): ColumnDef[] => [
  { key: 'subject', label: m.service_complaint(), primary: true, phone: true },
  { key: 'number', label: m.service_number(), sort: 'number', numeric: true, hidden: true },
  { key: 'lastWords', label: m.service_last_words() },
  { key: 'name', label: m.service_customer(), sort: 'name', phone: true },
  { key: 'status', label: m.service_status(), phone: true },
  { key: 'assigned', label: m.service_assigned() },
  { key: 'openedAt', label: m.service_opened(), hidden: true },
  { key: 'updatedAt', label: m.service_moved(), sort: 'updatedAt', numeric: true, phone: true },
]

export const complaintFilters = (colleagues: readonly { value: string; label: string }[]): FilterDef[] => [
  {
    key: 'status',
    label: m.service_status(),
    kind: 'choice',
    options: [
      { value: 'open', label: m.service_view_open() },
      { value: 'answered', label: m.service_view_answered() },
      { value: 'resolved', label: m.service_view_resolved() },
    ],
  },
  {
    key: 'category',
    label: m.service_category(),
    kind: 'choice',
    options: [
      { value: 'damaged', label: m.service_category_damaged() },
      { value: 'wrong', label: m.service_category_wrong() },
      { value: 'missing', label: m.service_category_missing() },
      { value: 'late', label: m.service_category_late() },
      { value: 'quality', label: m.service_category_quality() },
      { value: 'other', label: m.service_category_other() },
    ],
  },
  { key: 'assigned', label: m.service_assigned(), kind: 'reference', options: colleagues, nullable: true },
  { key: 'isNew', label: m.service_new(), kind: 'boolean' },
  { key: 'name', label: m.service_customer(), kind: 'text' },
  { key: 'order', label: m.service_order(), kind: 'number' },
  { key: 'openedAt', label: m.service_opened(), kind: 'date' },
  { key: 'updatedAt', label: m.service_moved(), kind: 'date' },
  { key: 'resolvedAt', label: m.service_resolved_at(), kind: 'date', nullable: true },
]

/** What the columns on screen are in a file: a complaint and its order. */
export const complaintExport = (): Record<string, { key: string; label: string }[]> => ({
  subject: [
    { key: 'subject', label: m.service_complaint() },
    { key: 'order', label: m.service_order() },
  ],
})
