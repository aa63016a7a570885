import { z } from 'zod'

const name = z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.')
const version = z.number().int().min(1)

/** The 31st of February passes a pattern, and is another day once it was read. */
function isOnCalendar(text: string): boolean {
  const read = new Date(`${text}Z`)
  return text === '' || (!Number.isNaN(read.getTime()) && read.toISOString().startsWith(text))
}

/** A wall clock's date and time in the shop's time zone, as a `datetime-local` field sends it; empty means none. */
const localTime = z
  .string()
  .regex(/^$|^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/, 'Choose a date and a time.')
  .refine(isOnCalendar, 'There is no such day.')
  .default('')

const listStatus = z.enum(['draft', 'active', 'archived'])

/** From how many pieces on. A cart holds at most this many of one product. */
const minQuantity = z
  .number('Type a whole number.')
  .int('Type a whole number.')
  .min(1, 'At least 1.')
  .max(9999, 'At most 9999.')

export const listFields = z.object({
  name,
  groupId: z.uuid().nullable().default(null),
  startsAtLocal: localTime,
  endsAtLocal: localTime,
  priority: z
    .number('Type a whole number.')
    .int('Type a whole number.')
    .min(0, 'At least 0.')
    .max(1000, 'At most 1000.'),
  /** In basis points: 1250 is 12.5 %. */
  percentOffBp: z
    .number('Type a percentage.')
    .int('Use at most two decimals.')
    .min(1, 'More than nothing.')
    .max(10_000, 'At most 100 %.')
    .nullable()
    .default(null),
})
export type ListFields = z.infer<typeof listFields>

export const listId = z.object({ listId: z.uuid() })
export const savedList = listFields.extend({ listId: z.uuid(), version })
export const listStep = z.object({ listId: z.uuid(), version, status: listStatus })

/** Prices of a list: null takes the price out. */
export const entries = z
  .array(
    z.object({
      variantId: z.uuid(),
      minQuantity,
      priceMinor: z
        .bigint('Enter an amount.')
        .min(0n, 'A price cannot be negative.')
        .max(999_999_999_999n, 'This amount is too large.')
        .nullable(),
    }),
  )
  .min(1)
  .max(1000, 'Change at most 1000 prices at a time.')
export type Entries = z.infer<typeof entries>

/** A question about a price: of how many pieces, for whom (nobody: a guest), and when by the shop's clock (empty: now). */
export const priceQuestion = z.object({
  variantId: z.uuid(),
  quantity: minQuantity.default(1),
  email: z.string().trim().max(254).default(''),
  atLocal: localTime,
})
export type PriceQuestion = z.infer<typeof priceQuestion>

export const groupFields = z.object({ name })
export const groupId = z.object({ groupId: z.uuid() })
export const savedGroup = groupFields.extend({ groupId: z.uuid(), version })
