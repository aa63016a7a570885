import { z } from 'zod'
import { version } from '../schema.ts'

/** A bundle of more parts than this is no longer one thing. */
const PARTS_MAX = 20

export const bundleInput = z.object({
  productId: z.uuid(),
  version: version.optional(),
  variants: z
    .array(
      z.object({
        variantId: z.uuid(),
        components: z
          .array(
            z.object({
              variantId: z.uuid('Choose a product.'),
              quantity: z
                .number('Type a whole number.')
                .int('Type a whole number.')
                .min(1, 'At least 1.')
                .max(999, 'At most 999.'),
            }),
          )
          .max(PARTS_MAX, `At most ${PARTS_MAX} parts.`),
      }),
    )
    .min(1)
    .max(300),
})
export type SaveBundle = z.infer<typeof bundleInput>
