import { z } from 'zod'
import type { BulkAction, BulkFields, Skip } from '../../basics/index.ts'
import { percentOf, roundPrice } from './round-price.ts'
import { variantSubject } from './variant-subject.ts'

const AMOUNT_MAX = 999_999_999_999n

// Amounts come from a screen as bigints and from the run's row as text.
const minor = z.coerce
  .bigint('Enter an amount.')
  .min(0n, 'An amount cannot be negative.')
  .max(AMOUNT_MAX, 'This amount is too large.')
const minorChange = z.coerce
  .bigint('Enter an amount.')
  .min(-AMOUNT_MAX, 'This amount is too large.')
  .max(AMOUNT_MAX, 'This amount is too large.')

const percent = z
  .number('Enter a percentage.')
  .int()
  .min(-9_999, 'A price cannot fall by 100% or more.')
  .max(100_000, 'Use at most 1000%.')

const rounding = z
  .object({ stepMinor: z.coerce.bigint().min(1n).max(1_000_000n), endingMinor: z.coerce.bigint().min(0n) })
  .refine(({ stepMinor, endingMinor }) => endingMinor < stepMinor, 'The ending has to be smaller than the step.')
  .nullable()
  .default(null)

const how = z.discriminatedUnion('how', [
  z.object({ how: z.literal('set'), amountMinor: minor }),
  z.object({ how: z.literal('add'), amountMinor: minorChange }),
  z.object({ how: z.literal('percent'), basisPoints: percent }),
])

const priceInput = z
  .object({
    price: how,
    rounding,
    /** What becomes of the price before: it stays, becomes the old price (a sale), or goes (the sale is over). */
    compareAt: z.enum(['keep', 'old', 'clear']).default('keep'),
  })
  .strict()
type PriceInput = z.infer<typeof priceInput>

/** A price: set, or changed by an amount or a percentage, and rounded to a usual ending. */
export const changePrice: BulkAction<PriceInput> = {
  permission: 'catalog:write',
  input: priceInput,
  subject: variantSubject,
  change(fields, input) {
    const before = BigInt(String(fields.priceMinor))
    const raw = moved(before, input.price)
    if (raw < 0n) return { skip: 'below_zero' }
    const price = input.rounding ? roundPrice(raw, input.rounding) : raw
    if (price > AMOUNT_MAX) return { skip: 'too_large' }
    return withCompareAt(fields, { before, price, compareAt: input.compareAt })
  },
}

function moved(before: bigint, change: z.infer<typeof how>): bigint {
  if (change.how === 'set') return change.amountMinor
  if (change.how === 'add') return before + change.amountMinor
  return percentOf(before, 10_000n + BigInt(change.basisPoints))
}

function withCompareAt(
  fields: BulkFields,
  { before, price, compareAt }: { before: bigint; price: bigint; compareAt: PriceInput['compareAt'] },
): BulkFields | Skip {
  const priceMinor = String(price)
  if (compareAt === 'clear') return { priceMinor, compareAtMinor: null }
  if (compareAt === 'old')
    return price < before ? { priceMinor, compareAtMinor: String(before) } : { skip: 'not_lower' }
  const kept = fields.compareAtMinor
  if (kept !== null && BigInt(String(kept)) <= price) return { skip: 'above_compare_at' }
  return { priceMinor }
}

const compareAtInput = z
  .object({
    compareAt: z.discriminatedUnion('how', [
      z.object({ how: z.literal('set'), amountMinor: minor }),
      z.object({ how: z.literal('percent'), basisPoints: percent.min(1, 'It has to be above the price.') }),
      z.object({ how: z.literal('clear') }),
    ]),
    rounding,
  })
  .strict()

/** The price before: set, put a percentage above the price, or taken away. */
export const changeCompareAt: BulkAction<z.infer<typeof compareAtInput>> = {
  permission: 'catalog:write',
  input: compareAtInput,
  subject: variantSubject,
  change(fields, { compareAt, rounding: to }): BulkFields | Skip {
    if (compareAt.how === 'clear') return { compareAtMinor: null }
    const price = BigInt(String(fields.priceMinor))
    const raw =
      compareAt.how === 'set' ? compareAt.amountMinor : percentOf(price, 10_000n + BigInt(compareAt.basisPoints))
    const wanted = to ? roundPrice(raw, to) : raw
    if (wanted <= price) return { skip: 'not_above_price' }
    return wanted > AMOUNT_MAX ? { skip: 'too_large' } : { compareAtMinor: String(wanted) }
  },
}

const costInput = z
  .object({
    cost: z.discriminatedUnion('how', [
      z.object({ how: z.literal('set'), amountMinor: minor }),
      z.object({ how: z.literal('percent'), basisPoints: z.number().int().min(0).max(10_000, 'Use at most 100%.') }),
      z.object({ how: z.literal('clear') }),
    ]),
  })
  .strict()

/** What a unit costs the shop: set, taken as a share of the price, or taken away. */
export const changeCost: BulkAction<z.infer<typeof costInput>> = {
  permission: 'catalog:write',
  input: costInput,
  subject: variantSubject,
  change(fields, { cost }) {
    if (cost.how === 'clear') return { costMinor: null }
    if (cost.how === 'set') return { costMinor: String(cost.amountMinor) }
    return { costMinor: String(percentOf(BigInt(String(fields.priceMinor)), BigInt(cost.basisPoints))) }
  },
}

const taxableInput = z.object({ taxable: z.boolean() }).strict()

export const setTaxable: BulkAction<z.infer<typeof taxableInput>> = {
  permission: 'catalog:write',
  input: taxableInput,
  subject: variantSubject,
  change: (_, { taxable }) => ({ taxable }),
}
