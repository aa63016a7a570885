import { m } from '#lib/i18n/messages.ts'

export const PACKAGING_KINDS = ['each', 'inner', 'box', 'layer', 'pallet'] as const

const WORDS: Record<string, () => string> = {
  each: m.packagings_kind_each,
  inner: m.packagings_kind_inner,
  box: m.packagings_kind_box,
  layer: m.packagings_kind_layer,
  pallet: m.packagings_kind_pallet,
}

export type Packing = { kind: string; quantity: number }

export const kindWords = (kind: string): string => WORDS[kind]?.() ?? kind

export const packingWords = ({ kind, quantity }: Packing): string =>
  m.packagings_of({ kind: kindWords(kind), quantity })

/** The largest smaller packing that fits into this one a whole number of times, and how often: a pallet of 480 is 40 boxes of 12. */
export function fitsInto(one: Packing, all: readonly Packing[]): { count: number; smaller: Packing } | null {
  const smaller = all
    .filter(({ quantity }) => quantity > 1 && quantity < one.quantity && one.quantity % quantity === 0)
    .toSorted((a, b) => b.quantity - a.quantity)[0]
  return smaller ? { count: one.quantity / smaller.quantity, smaller } : null
}
