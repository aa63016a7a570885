import { currencyDecimals, textToMinor } from '#lib/ui/money-text.ts'

export type BulkActionKey =
  | 'variants.price'
  | 'variants.compare_at'
  | 'variants.cost'
  | 'variants.taxable'
  | 'products.tags'
  | 'products.status'
  | 'products.organisation'
  | 'products.collection'
  | 'collections.status'
  | 'complaints.settle'
  | 'complaints.assign'
  | 'customers.group'

/** What a dialog holds while it is filled in: all of it text, as the fields hold it. */
export type BulkDraft = {
  how: string
  amount: string
  percent: string
  direction: 'up' | 'down'
  rounding: string
  compareAt: string
  add: string
  remove: string
  status: string
  vendor: string
  productType: string
  taxable: string
  /** The collection, colleague or group that is chosen; `nobody` is a colleague too. */
  choice: string
}

const STARTS: Partial<Record<BulkActionKey, Partial<BulkDraft>>> = {
  'variants.price': { how: 'percent' },
  'variants.compare_at': { how: 'percent' },
  'variants.cost': { how: 'set' },
  'products.collection': { how: 'add' },
  'complaints.settle': { how: 'resolve' },
  'customers.group': { how: 'add' },
}

export const startDraft = (action: BulkActionKey): BulkDraft => ({
  how: 'set',
  amount: '',
  percent: '',
  direction: 'up',
  rounding: 'none',
  compareAt: 'keep',
  add: '',
  remove: '',
  status: 'active',
  vendor: '',
  productType: '',
  taxable: 'true',
  choice: '',
  ...STARTS[action],
})

/** The endings offered for a currency, as `step:ending` in minor units. */
export function roundings(currency: string): { value: string; ending: string }[] {
  const decimals = currencyDecimals(currency)
  if (decimals === 0)
    return ['10:0', '100:0', '100:80', '1000:0'].map((value) => ({ value, ending: value.split(':')[1]! }))
  const unit = 10 ** decimals
  const parts = [unit - 1, unit - unit / 20, unit - unit / 10, unit / 2, 0].map(Math.round)
  return parts.map((ending) => ({ value: `${unit}:${ending}`, ending: `.${String(ending).padStart(decimals, '0')}` }))
}

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,،，\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]

/** The input of an action as the API takes it, or null while something is still to be filled in. */
export function inputOf(action: BulkActionKey, draft: BulkDraft, currency: string): Record<string, unknown> | null {
  if (action === 'products.status' || action === 'collections.status') return { status: draft.status }
  if (action === 'variants.taxable') return { taxable: draft.taxable === 'true' }
  if (action === 'products.tags') {
    const [add, remove] = [listOf(draft.add), listOf(draft.remove)]
    return add.length + remove.length > 0 ? { add, remove } : null
  }
  if (action === 'products.collection') {
    return draft.choice ? { collectionId: draft.choice, how: draft.how } : null
  }
  if (action === 'customers.group') return draft.choice ? { groupId: draft.choice, how: draft.how } : null
  if (action === 'complaints.settle') return { deed: draft.how }
  if (action === 'complaints.assign') {
    return draft.choice ? { accountId: draft.choice === 'nobody' ? null : draft.choice } : null
  }
  if (action === 'products.organisation') {
    const vendor = draft.vendor.trim()
    const productType = draft.productType.trim()
    return vendor || productType ? { ...(vendor && { vendor }), ...(productType && { productType }) } : null
  }
  return amounts(action, draft, currency)
}

function amounts(action: BulkActionKey, draft: BulkDraft, currency: string): Record<string, unknown> | null {
  const change = changeOf(draft, currency, action !== 'variants.cost')
  if (change === null) return null
  if (action === 'variants.cost') return { cost: change }
  const [stepMinor = '', endingMinor = ''] = draft.rounding.split(':')
  const rounding = draft.rounding === 'none' ? null : { stepMinor, endingMinor }
  if (action === 'variants.compare_at')
    return { compareAt: change, rounding: draft.how === 'percent' ? rounding : null }
  return { price: change, rounding: draft.how === 'set' ? null : rounding, compareAt: draft.compareAt }
}

function changeOf({ how, ...draft }: BulkDraft, currency: string, signed: boolean): Record<string, unknown> | null {
  if (how === 'clear') return { how }
  const sign = signed && draft.direction === 'down' ? -1 : 1
  if (how === 'percent') {
    const typed = Number(draft.percent.trim().replace(',', '.'))
    if (draft.percent.trim() === '' || !Number.isFinite(typed) || typed < 0) return null
    return { how, basisPoints: sign * Math.round(typed * 100) }
  }
  const minor = textToMinor(draft.amount, currency)
  if (minor === null || minor < 0n) return null
  return { how, amountMinor: String(how === 'add' ? BigInt(sign) * minor : minor) }
}
