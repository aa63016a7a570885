import { m } from '#lib/i18n/messages.ts'
import type { ColumnDef, FilterDef } from '#lib/lists/list-data.ts'

export const customerColumns = (): ColumnDef[] => [
  { key: 'name', label: m.customers_customer(), sort: 'name', primary: true, phone: true },
  { key: 'email', label: m.customers_email(), sort: 'email', phone: true },
  { key: 'since', label: m.customers_since(), sort: 'since' },
  { key: 'lastOrderAt', label: m.customers_last_order() },
  { key: 'orders', label: m.customers_orders(), numeric: true, phone: true },
  { key: 'total', label: m.customers_bought(), numeric: true, phone: true },
]

export const customerFilters = (): FilterDef[] => [
  { key: 'name', label: m.customers_customer(), kind: 'text' },
  { key: 'email', label: m.customers_email(), kind: 'text' },
  { key: 'phone', label: m.customers_phone(), kind: 'text', nullable: true },
  { key: 'since', label: m.customers_since(), kind: 'date' },
  { key: 'ordered', label: m.customers_ordered(), kind: 'date', nullable: true },
]
