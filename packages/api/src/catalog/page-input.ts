import { z } from 'zod'
import { productFields, variantFields, version } from './schema.ts'

const key = z.string().max(120)

/** What was decided about fields that two people changed, and the version that was on screen then. */
export const decided = z.object({ version, mine: z.array(key).max(500), theirs: z.array(key).max(500) }).optional()

/** A product's page is saved as one: its texts and its variants, or none of them. */
export const save = productFields.partial().extend({
  productId: z.uuid(),
  version,
  variants: z
    .array(variantFields.partial().extend({ id: z.uuid() }))
    .max(300)
    .default([]),
  decided,
})

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The fields that were sent; one that was not is left as it is. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
