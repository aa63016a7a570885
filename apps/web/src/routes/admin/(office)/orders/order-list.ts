import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'
import { FULFILLMENT_WORDS, PAYMENT_WORDS } from '#lib/orders/order-words.ts'

export const orderViews = (): Record<string, string> => ({
  all: m.orders_view_all(),
  to_pay: m.orders_view_to_pay(),
  to_pick: m.orders_view_to_pick(),
  picking: m.orders_view_picking(),
  packed: m.orders_view_packed(),
  shipped: m.orders_view_shipped(),
  delivered: m.orders_view_delivered(),
  cancelled: m.orders_view_cancelled(),
})

export const orderColumns = (): ColumnDef[] => [
  { key: 'number', label: m.orders_order(), sort: 'number', primary: true, phone: true },
  { key: 'placedAt', label: m.orders_placed(), sort: 'placedAt', phone: true },
  { key: 'name', label: m.orders_customer(), sort: 'name', phone: true },
  { key: 'payment', label: m.orders_payment(), phone: true },
  { key: 'fulfillment', label: m.orders_fulfillment() },
  { key: 'units', label: m.orders_items(), numeric: true },
  { key: 'total', label: m.orders_total(), sort: 'total', numeric: true, phone: true },
  { key: 'email', label: m.orders_email(), hidden: true },
  { key: 'country', label: m.orders_country(), hidden: true },
  { key: 'status', label: m.orders_status(), hidden: true },
]

const choices = (words: Record<string, { label: string }>) =>
  Object.entries(words).map(([value, { label }]) => ({ value, label }))

export const orderStatusWords = (): Record<string, string> => ({
  open: m.orders_status_open(),
  closed: m.orders_status_completed(),
  cancelled: m.orders_status_cancelled(),
})

export const orderFilters = (currency: string): FilterDef[] => [
  {
    key: 'status',
    label: m.orders_status(),
    kind: 'choice',
    options: Object.entries(orderStatusWords()).map(([value, label]) => ({ value, label })),
  },
  { key: 'payment', label: m.orders_payment(), kind: 'choice', options: choices(PAYMENT_WORDS) },
  { key: 'fulfillment', label: m.orders_fulfillment(), kind: 'choice', options: choices(FULFILLMENT_WORDS) },
  { key: 'placedAt', label: m.orders_placed(), kind: 'date' },
  { key: 'capturedAt', label: m.orders_captured_at(), kind: 'date' },
  { key: 'refundedAt', label: m.orders_refunded_at(), kind: 'date' },
  { key: 'total', label: m.orders_total(), kind: 'money', currency },
  { key: 'number', label: m.orders_number(), kind: 'number' },
  { key: 'name', label: m.orders_customer(), kind: 'text' },
  { key: 'email', label: m.orders_email(), kind: 'text' },
  { key: 'country', label: m.orders_country(), kind: 'text', nullable: true, hint: m.orders_country_hint() },
  { key: 'sku', label: m.orders_sku(), kind: 'text' },
]

/** What the columns on screen are in a file: an amount has its currency beside it. */
export const orderExport = (): Record<string, { key: string; label: string }[]> => ({
  total: [
    { key: 'total', label: m.orders_total() },
    { key: 'currency', label: m.bulk_export_currency() },
  ],
})
