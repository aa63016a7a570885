import { z } from 'zod'
import { onHand, productFields, variantFields } from '../schema.ts'

/** What a cell showed when it was edited, and what was typed into it. */
const edit = <T extends z.ZodType>(value: T) => z.object({ before: z.unknown(), after: value }).optional()

const { title, status, vendor, productType, tags } = productFields.shape
const { sku, barcode, priceMinor, compareAtMinor, costMinor, weightGrams, taxable } = variantFields.shape

export const gridEdits = z.object({
  products: z
    .array(
      z.object({
        id: z.uuid(),
        fields: z.object({
          title: edit(title),
          status: edit(status),
          vendor: edit(vendor),
          productType: edit(productType),
          tags: edit(tags),
        }),
        variants: z
          .array(
            z.object({
              id: z.uuid(),
              fields: z.object({
                sku: edit(sku),
                barcode: edit(barcode),
                priceMinor: edit(priceMinor),
                compareAtMinor: edit(compareAtMinor),
                costMinor: edit(costMinor),
                weightGrams: edit(weightGrams),
                taxable: edit(taxable),
              }),
              onHand: z.object({ before: onHand, after: onHand }).optional(),
            }),
          )
          .max(300)
          .default([]),
      }),
    )
    .min(1)
    .max(50, 'Send at most 50 products at once.'),
  /** Why stock was changed; the ledger keeps it. */
  reason: z.string().trim().min(1).max(200).default('Correction'),
})
export type GridEdits = z.infer<typeof gridEdits>
export type GridProductEdit = GridEdits['products'][number]
