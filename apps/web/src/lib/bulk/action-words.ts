import { m } from '#lib/i18n/messages.ts'
import { formatMoney } from '#lib/ui/money-text.ts'

const ACTIONS: Record<string, () => string> = {
  'variants.price': m.bulk_action_price,
  'variants.compare_at': m.bulk_action_compare_at,
  'variants.cost': m.bulk_action_cost,
  'variants.taxable': m.bulk_action_taxable,
  'products.tags': m.bulk_action_tags,
  'products.status': m.bulk_action_status,
  'products.organisation': m.bulk_action_organisation,
  'products.collection': m.bulk_action_collection,
  'collections.status': m.bulk_action_collection_status,
  'complaints.settle': m.bulk_action_settle,
  'complaints.assign': m.bulk_action_assign,
  'customers.group': m.bulk_action_group,
}

export const actionName = (action: string): string => ACTIONS[action]?.() ?? action

const REASONS: Record<string, () => string> = {
  unchanged: m.bulk_reason_unchanged,
  gone: m.bulk_reason_gone,
  below_zero: m.bulk_reason_below_zero,
  too_large: m.bulk_reason_too_large,
  not_lower: m.bulk_reason_not_lower,
  above_compare_at: m.bulk_reason_above_compare_at,
  not_above_price: m.bulk_reason_not_above_price,
  too_many_tags: m.bulk_reason_too_many_tags,
  in_collection: m.bulk_reason_in_collection,
  not_in_collection: m.bulk_reason_not_in_collection,
  changed_since: m.bulk_reason_changed_since,
  not_resolved: m.bulk_reason_not_resolved,
}

export const reasonWords = (reason: string): string => REASONS[reason]?.() ?? reason

const FIELDS: Record<string, () => string> = {
  priceMinor: m.bulk_field_price,
  compareAtMinor: m.bulk_field_compare_at,
  costMinor: m.bulk_field_cost,
  taxable: m.bulk_field_taxable,
  tags: m.bulk_field_tags,
  status: m.bulk_field_status,
  vendor: m.bulk_field_vendor,
  productType: m.bulk_field_type,
  place: m.bulk_field_place,
  assignedTo: m.bulk_field_assigned,
  member: m.bulk_field_member,
}

export const fieldName = (field: string): string => FIELDS[field]?.() ?? field

const STATUSES: Record<string, () => string> = {
  active: m.bulk_status_active,
  draft: m.bulk_status_draft,
  archived: m.bulk_status_archived,
  hidden: m.bulk_status_hidden,
  open: m.bulk_status_open,
  answered: m.bulk_status_answered,
  resolved: m.bulk_status_resolved,
}
export const statusName = (status: string): string => STATUSES[status]?.() ?? status

export type BulkChoice = { id: string; title: string }

/** A value of a field as a person reads it; `choices` name what a field only knows by its id. */
export function valueWords(
  field: string,
  value: unknown,
  shop: { currency: string; locale: string },
  choices: readonly BulkChoice[] = [],
): string {
  if (value === null || value === undefined || value === '') return '—'
  if (field === 'assignedTo') return choices.find(({ id }) => id === value)?.title ?? m.bulk_assigned_other()
  if (field.endsWith('Minor')) return formatMoney(BigInt(value as string), shop.currency, shop.locale)
  if (field === 'status') return statusName(String(value))
  if (typeof value === 'boolean') return value ? m.bulk_yes() : m.bulk_no()
  if (field === 'place') return value === 'end' ? m.bulk_place_end() : String(value)
  return Array.isArray(value) ? value.join(', ') || '—' : String(value)
}

const RUN_STATUSES: Record<string, () => string> = {
  running: m.bulk_run_running,
  done: m.bulk_run_done,
  undoing: m.bulk_run_undoing,
  undone: m.bulk_run_undone,
  cancelled: m.bulk_run_cancelled,
  failed: m.bulk_run_failed,
}
export const runStatusName = (status: string): string => RUN_STATUSES[status]?.() ?? status

export const RUN_TONES: Record<string, 'neutral' | 'info' | 'success' | 'warning' | 'danger'> = {
  running: 'info',
  done: 'success',
  undoing: 'info',
  undone: 'neutral',
  cancelled: 'warning',
  failed: 'danger',
}

/** The page of a record that an action worked on; `groupId` is what it belongs to, such as a variant's product. */
export function recordHref(action: string, { id, groupId }: { id: string; groupId: string }): string {
  const [kind = ''] = action.split('.')
  return ['collections', 'complaints', 'customers'].includes(kind)
    ? `/admin/${kind}/${id}`
    : `/admin/products/${groupId}`
}
