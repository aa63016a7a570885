import { z } from 'zod'

const product = { productId: z.uuid(), variantId: z.uuid() }
const whole = (max: number) =>
  z.number('Type a whole number.').int('Type a whole number.').min(1, 'At least one.').max(max, `At most ${max}.`)

export const digitalInput = z.object({
  ...product,
  digital: z.boolean(),
  sellsKeys: z.boolean(),
  downloadsMax: whole(1000).default(5),
  validDays: whole(3650).default(30),
})

export const digitalFileInput = z.object({
  ...product,
  filename: z.string().min(1, 'Choose a file.').max(400),
  bytes: z.instanceof(Uint8Array),
})

/** What was pasted or stood in a file: a key a line, or the first column of a CSV. */
export const keysInput = z.object({
  ...product,
  keys: z.string().min(1, 'Paste at least one key.').max(2_000_000, 'Add at most 10,000 keys at once.'),
})
