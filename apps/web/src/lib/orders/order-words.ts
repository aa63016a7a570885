import type { StatusTone } from '#lib/ui/status-tone.ts'

type Word = { label: string; tone: StatusTone }

export const PAYMENT_WORDS: Record<string, Word> = {
  pending: { label: 'To pay', tone: 'warning' },
  authorized: { label: 'Authorised', tone: 'info' },
  paid: { label: 'Paid', tone: 'success' },
  partially_refunded: { label: 'Partly refunded', tone: 'warning' },
  refunded: { label: 'Refunded', tone: 'neutral' },
  voided: { label: 'Voided', tone: 'neutral' },
  failed: { label: 'Payment failed', tone: 'danger' },
}

export const FULFILLMENT_WORDS: Record<string, Word> = {
  unfulfilled: { label: 'Unfulfilled', tone: 'warning' },
  picking: { label: 'Picking', tone: 'info' },
  packed: { label: 'Packed', tone: 'info' },
  shipped: { label: 'Shipped', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'success' },
}

export const STEP_WORDS = {
  to_pay: 'To pay',
  to_pick: 'To pick',
  picking: 'Picking',
  packed: 'Packed',
  shipped: 'Shipped',
} as const

export type Step = keyof typeof STEP_WORDS
export const STEPS = Object.keys(STEP_WORDS) as Step[]

/** Why a line costs what it costs, as the pricing function recorded it. */
export const PRICE_RULE_WORDS: Record<string, string> = { list: 'List price' }

/** "1 item", "3 items". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
