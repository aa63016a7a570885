import { z } from 'zod'
import { address } from '../customers/index.ts'
import { email } from '../identity/index.ts'

/** What a shopper sends to place an order. Prices are not part of it: `expectedTotalMinor` is what the page showed, and no more. */
export const placeOrderInput = z.object({
  key: z.uuid('Reload the page and try again.'),
  email,
  address,
  /** Null: nothing of it needs a parcel. */
  methodId: z.uuid('Choose how it is delivered.').nullable(),
  provider: z.string().min(1, 'Choose how you pay.').max(40),
  note: z.string().trim().max(500, 'Use at most 500 characters.').default(''),
  expectedTotalMinor: z
    .string()
    .regex(/^\d{1,15}$/, 'Reload the page to see the newest total.')
    .transform(BigInt),
})

export type PlaceOrderInput = z.output<typeof placeOrderInput>

/** A token of an order's public page; anything else is no order's. */
export const orderToken = z.object({ token: z.string().regex(/^[a-z0-9]{32,64}$/, 'This is no order.') })
