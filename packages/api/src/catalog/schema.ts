import { z } from 'zod'
import { HANDLE_MAX } from './handle.ts'

// Limits that keep a product a product; each is told at its field.

const text = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`)
const minor = z
  .bigint('Enter an amount.')
  .min(0n, 'An amount cannot be negative.')
  .max(999_999_999_999n, 'This amount is too large.')

const title = text(255).min(1, 'Give it a title.')
const handle = text(HANDLE_MAX)
  .toLowerCase()
  .regex(/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u, 'Use letters, digits and single hyphens.')
const tags = z
  .array(text(60).min(1))
  .max(100, 'Use at most 100 tags.')
  .transform((all) => [...new Set(all)])
export const productStatus = z.enum(['draft', 'active', 'archived'])
export const version = z.number().int().min(1)
export const onHand = z
  .number('Enter a whole number.')
  .int('Enter a whole number.')
  .min(0, 'Stock cannot be below zero.')
  .max(1_000_000_000, 'This is too many.')

export const productFields = z.object({
  title,
  handle: handle.optional(),
  bodyHtml: text(200_000),
  vendor: text(120),
  productType: text(120),
  tags,
  status: productStatus,
  seoTitle: text(120).nullable(),
  seoDescription: text(400).nullable(),
})
export type ProductFields = z.infer<typeof productFields>

export const options = z
  .array(
    z.object({
      name: text(60).min(1, 'Name the option.'),
      values: z
        .array(text(100).min(1))
        .min(1, 'Give the option at least one value.')
        .max(100, 'Use at most 100 values.'),
    }),
  )
  .max(3, 'A product has at most three options.')

export const variantFields = z.object({
  sku: text(120).nullable(),
  barcode: text(60).nullable(),
  priceMinor: minor,
  compareAtMinor: minor.nullable(),
  costMinor: minor.nullable(),
  weightGrams: z.number().int().min(0, 'A weight cannot be negative.').max(10_000_000),
  requiresShipping: z.boolean(),
  taxable: z.boolean(),
  trackStock: z.boolean(),
  backorder: z.boolean(),
})
export type VariantFields = z.infer<typeof variantFields>

export const newProduct = productFields.partial().extend({
  title,
  priceMinor: minor,
  compareAtMinor: minor.nullable().optional(),
  sku: text(120).nullable().optional(),
  onHand: onHand.optional(),
})

export const collectionFields = z.object({
  title,
  handle: handle.optional(),
  descriptionHtml: text(50_000),
  status: z.enum(['active', 'hidden']),
  rule: z
    .object({
      field: z.enum(['productType', 'vendor', 'tag']),
      value: text(120).min(1, 'Say what the rule looks for.'),
    })
    .nullable(),
})
export type CollectionFields = z.infer<typeof collectionFields>
