import { formatMoney } from '#lib/ui/money-text.ts'

export type Deed = { action: string; subjectKind: string; subjectId: string | null; changes: Record<string, unknown> }
export type DeedTone = 'neutral' | 'success' | 'warning' | 'danger'

/** What was done, in the words of someone who tells it, and how it looks in a timeline. */
const WORDS: Record<string, [string, DeedTone?]> = {
  'order.placed': ['Placed the order'],
  'payment.authorized': ['Payment authorised', 'success'],
  'payment.captured': ['Payment captured', 'success'],
  'payment.failed': ['Payment failed', 'danger'],
  'payment.voided': ['Payment let go'],
  'refund.succeeded': ['Refund paid out', 'success'],
  'refund.failed': ['Refund failed', 'danger'],
  'order.capture_requested': ['Asked for the payment'],
  'order.refund_requested': ['Refund requested', 'warning'],
  'order.cancelled': ['Cancelled the order', 'danger'],
  'order.picking_started': ['Started picking'],
  'order.picked': ['Picked units'],
  'order.packed': ['Packed the parcel'],
  'order.shipped': ['Shipped the parcel', 'success'],
  'order.delivered': ['Parcel delivered', 'success'],
  'order.parcel_cancelled': ['Cancelled the parcel', 'warning'],
  'complaint.opened': ['Filed a complaint', 'warning'],
  'complaint.replied': ['Wrote in the complaint', 'warning'],
  'complaint.answered': ['Answered the complaint'],
  'complaint.resolved': ['Resolved the complaint', 'success'],
  'complaint.reopened': ['Reopened the complaint', 'warning'],
  'complaint.assigned': ['Took over the complaint'],
  'staff.invited': ['Invited a colleague'],
  'staff.invitation_revoked': ['Revoked an invitation', 'warning'],
  'staff.joined': ['Joined the shop', 'success'],
  'staff.role_changed': ['Changed a role', 'warning'],
  'staff.removed': ['Removed a colleague', 'danger'],
  'shop.opened': ['Opened the shop', 'success'],
  'shop.settings_saved': ['Saved the settings'],
  'shop.delivery_added': ['Added a delivery method'],
  'shop.delivery_changed': ['Changed a delivery method'],
  'shop.tax_changed': ['Changed a tax rate'],
  'stock.adjusted': ['Adjusted stock'],
}

/** "product.variants_saved" reads "Product: variants saved" until it has words of its own. */
function plainWords(action: string): string {
  const [area = '', deed = ''] = action.split('.')
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${deed.replaceAll('_', ' ')}`
}

export const deedTitle = (deed: Deed): string => WORDS[deed.action]?.[0] ?? plainWords(deed.action)
export const deedTone = (deed: Deed): DeedTone => WORDS[deed.action]?.[1] ?? 'neutral'

/** Ids are for the database; a person reads names, numbers and amounts. */
const HIDDEN = new Set(['parcel', 'complaint', 'currency', 'assignedTo'])
const LABELS: Record<string, string> = {
  amountMinor: 'Amount',
  refundMinor: 'Refund',
  totalMinor: 'Total',
  priceMinor: 'Price',
  trackingNumber: 'Tracking number',
  onHand: 'On hand',
  rateBp: 'Rate',
}

export type DeedFact = { label: string; before?: string; value: string }

/** The facts of a deed: a change as before and after, everything else as it was told. */
export function deedFacts(deed: Deed, locale: string, shopCurrency: string): DeedFact[] {
  const currency = typeof deed.changes.currency === 'string' ? deed.changes.currency : shopCurrency
  const text = (key: string, value: unknown) => factText(key, value, locale, currency)
  return Object.entries(deed.changes)
    .filter(([key, value]) => !HIDDEN.has(key) && value !== null && value !== '' && value !== undefined)
    .map(([key, value]) => {
      const label = LABELS[key] ?? wordsOf(key)
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
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object') return JSON.stringify(value).slice(0, 200)
  return String(value).slice(0, 200)
}

const wordsOf = (key: string): string => {
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The facts in one line, for a timeline. */
export const deedDetail = (deed: Deed, locale: string, currency: string): string =>
  deedFacts(deed, locale, currency)
    .map(({ label, before, value }) => `${label}: ${before === undefined ? value : `${before} → ${value}`}`)
    .join(' · ')

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
