import { m } from '#lib/i18n/messages.ts'
import type { StatusTone } from '#lib/ui/status-tone.ts'

type Word = { readonly label: string; readonly tone: StatusTone }

/** A word is asked for when it is shown: the table is made once, the language is the reader's. */
const word = (label: () => string, tone: StatusTone): Word => ({
  get label() {
    return label()
  },
  tone,
})

export const PAYMENT_WORDS: Record<string, Word> = {
  pending: word(m.orders_pay_pending, 'warning'),
  authorized: word(m.orders_pay_authorized, 'info'),
  paid: word(m.orders_pay_paid, 'success'),
  partially_refunded: word(m.orders_pay_partly_refunded, 'warning'),
  refunded: word(m.orders_pay_refunded, 'neutral'),
  voided: word(m.orders_pay_voided, 'neutral'),
  failed: word(m.orders_pay_failed, 'danger'),
}

export const FULFILLMENT_WORDS: Record<string, Word> = {
  unfulfilled: word(m.orders_ful_unfulfilled, 'warning'),
  picking: word(m.orders_ful_picking, 'info'),
  packed: word(m.orders_ful_packed, 'info'),
  shipped: word(m.orders_ful_shipped, 'info'),
  delivered: word(m.orders_ful_delivered, 'success'),
  cancelled: word(m.orders_ful_cancelled, 'neutral'),
}

export const STEP_WORDS = {
  to_pay: m.orders_view_to_pay,
  to_pick: m.orders_view_to_pick,
  picking: m.orders_view_picking,
  packed: m.orders_view_packed,
  shipped: m.orders_view_shipped,
} as const

export type Step = keyof typeof STEP_WORDS
export const STEPS = Object.keys(STEP_WORDS) as Step[]

/** Why a line costs what it costs, as the pricing function recorded it. */
export const priceRuleWords = (rule: string): string => (rule === 'list' ? m.orders_list_price() : rule)
