import { m } from '#lib/i18n/messages.ts'
import { formatMoney } from '#lib/ui/money-text.ts'

export type Deed = { action: string; subjectKind: string; subjectId: string | null; changes: Record<string, unknown> }
export type DeedTone = 'neutral' | 'success' | 'warning' | 'danger'

/** What was done, in the words of someone who tells it, and how it looks in a timeline. */
const WORDS: Record<string, [() => string, DeedTone?]> = {
  'order.placed': [m.shell_deed_order_placed],
  'payment.authorized': [m.shell_deed_payment_authorized, 'success'],
  'payment.captured': [m.shell_deed_payment_captured, 'success'],
  'payment.failed': [m.shell_deed_payment_failed, 'danger'],
  'payment.voided': [m.shell_deed_payment_voided],
  'refund.succeeded': [m.shell_deed_refund_succeeded, 'success'],
  'refund.failed': [m.shell_deed_refund_failed, 'danger'],
  'order.capture_requested': [m.shell_deed_order_capture_requested],
  'order.refund_requested': [m.shell_deed_order_refund_requested, 'warning'],
  'order.cancelled': [m.shell_deed_order_cancelled, 'danger'],
  'order.picking_started': [m.shell_deed_order_picking_started],
  'order.picked': [m.shell_deed_order_picked],
  'order.packed': [m.shell_deed_order_packed],
  'order.shipped': [m.shell_deed_order_shipped, 'success'],
  'order.delivered': [m.shell_deed_order_delivered, 'success'],
  'order.parcel_cancelled': [m.shell_deed_order_parcel_cancelled, 'warning'],
  'complaint.opened': [m.shell_deed_complaint_opened, 'warning'],
  'complaint.replied': [m.shell_deed_complaint_replied, 'warning'],
  'complaint.answered': [m.shell_deed_complaint_answered],
  'complaint.resolved': [m.shell_deed_complaint_resolved, 'success'],
  'complaint.reopened': [m.shell_deed_complaint_reopened, 'warning'],
  'complaint.assigned': [m.shell_deed_complaint_assigned],
  'staff.invited': [m.shell_deed_staff_invited],
  'staff.invitation_revoked': [m.shell_deed_staff_invitation_revoked, 'warning'],
  'staff.joined': [m.shell_deed_staff_joined, 'success'],
  'staff.role_changed': [m.shell_deed_staff_role_changed, 'warning'],
  'staff.removed': [m.shell_deed_staff_removed, 'danger'],
  'shop.opened': [m.shell_deed_shop_opened, 'success'],
  'shop.settings_saved': [m.shell_deed_shop_settings_saved],
  'shop.delivery_added': [m.shell_deed_shop_delivery_added],
  'shop.delivery_changed': [m.shell_deed_shop_delivery_changed],
  'shop.tax_changed': [m.shell_deed_shop_tax_changed],
  'order.digital_delivered': [m.digital_deed_delivered, 'success'],
  'order.downloaded': [m.digital_deed_downloaded],
  'stock.adjusted': [m.shell_deed_stock_adjusted],
  'stock.received': [m.shell_deed_stock_received],
}

/** "product.variants_saved" reads "Product: variants saved" until it has words of its own. */
function plainWords(action: string): string {
  const [area = '', deed = ''] = action.split('.')
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${deed.replaceAll('_', ' ')}`
}

export const deedTitle = (deed: Deed): string => WORDS[deed.action]?.[0]() ?? plainWords(deed.action)
export const deedTone = (deed: Deed): DeedTone => WORDS[deed.action]?.[1] ?? 'neutral'

/** Ids are for the database; a person reads names, numbers and amounts. */
const HIDDEN = new Set(['parcel', 'complaint', 'currency', 'assignedTo'])
const LABELS: Record<string, () => string> = {
  amountMinor: m.shell_fact_amountMinor,
  refundMinor: m.shell_fact_refundMinor,
  totalMinor: m.shell_fact_totalMinor,
  priceMinor: m.shell_fact_priceMinor,
  trackingNumber: m.shell_fact_trackingNumber,
  onHand: m.shell_fact_onHand,
  rateBp: m.shell_fact_rateBp,
}

export type DeedFact = { label: string; before?: string; value: string }

/** The facts of a deed: a change as before and after, everything else as it was told. */
export function deedFacts(deed: Deed, locale: string, shopCurrency: string): DeedFact[] {
  const currency = typeof deed.changes.currency === 'string' ? deed.changes.currency : shopCurrency
  const text = (key: string, value: unknown) => factText(key, value, locale, currency)
  return Object.entries(deed.changes)
    .filter(([key, value]) => !HIDDEN.has(key) && value !== null && value !== '' && value !== undefined)
    .map(([key, value]) => {
      const label = LABELS[key]?.() ?? wordsOf(key)
      const pair = Array.isArray(value) && value.length === 2 ? value : null
      return pair
        ? { label, before: text(key, pair[0]), value: text(key, pair[1]) }
        : { label, value: text(key, value) }
    })
}

function factText(key: string, value: unknown, locale: string, currency: string): string {
  if (value === null || value === undefined || value === '') return '—'
  if (key.endsWith('Minor') && /^-?\d+$/.test(String(value)))
    return formatMoney(BigInt(String(value)), currency, locale)
  if (key === 'rateBp') return `${Number(value) / 100} %`
  if (typeof value === 'boolean') return value ? m.staff_yes() : m.staff_no()
  if (typeof value === 'object') return JSON.stringify(value).slice(0, 200)
  return String(value).slice(0, 200)
}

const wordsOf = (key: string): string => {
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Where the thing that a deed was done to can be looked at; undefined when it has no page. */
export function deedHref({ subjectKind, subjectId }: Deed): string | undefined {
  if (subjectKind === 'order' && subjectId) return `/admin/orders/${subjectId}`
  if (subjectKind === 'product' && subjectId) return `/admin/products/${subjectId}`
  if (subjectKind === 'member' || subjectKind === 'invitation') return '/admin/staff'
  if (subjectKind === 'tenant') return '/admin/settings'
  if (subjectKind === 'price_list' && subjectId) return `/admin/prices/${subjectId}`
  if (subjectKind === 'customer_group' && subjectId) return `/admin/customer-groups/${subjectId}`
  if (subjectKind === 'import' && subjectId) return `/admin/imports/${subjectId}`
  return undefined
}
