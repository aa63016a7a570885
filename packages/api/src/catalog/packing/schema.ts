import { z } from 'zod'
import { STANDARD_UNITS } from './units.ts'

const product = { productId: z.uuid(), version: z.number().int().min(1).optional() }
const whole = (max: number) =>
  z.number('Type a whole number.').int('Type a whole number.').min(0, 'Zero or more.').max(max, 'This is too much.')
const size = whole(100_000).nullable()
const quantity = whole(1_000_000).min(1, 'At least one.')

/** Six digits are the world's, eight the EU's, ten those of a country; dots and spaces between them are left out. */
const hsCode = z
  .string()
  .trim()
  .transform((text) => text.replace(/[\s.]/g, ''))
  .pipe(z.string().regex(/^(\d{6}|\d{8}|\d{10})?$/, 'An HS code has 6, 8 or 10 digits.'))
  .transform((text) => text || null)
const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([A-Z]{2})?$/, 'Use the code of two letters, such as DE.')
  .transform((text) => text || null)

export const productFacts = z
  .object({
    ...product,
    categoryId: z.uuid().nullable(),
    manufacturerId: z.uuid().nullable(),
    trackLots: z.boolean(),
    trackSerials: z.boolean(),
    shelfLifeDays: whole(36_500).min(1, 'At least a day.').nullable(),
    hsCode,
    originCountry: country,
    safetyNote: z.string().trim().max(5000, 'Use at most 5,000 characters.'),
    safetyFileId: z.uuid().nullable(),
  })
  .partial()
  .extend({ productId: z.uuid() })

export const productSuppliers = z.object({
  ...product,
  suppliers: z
    .array(
      z.object({
        supplierId: z.uuid(),
        supplierSku: z.string().trim().max(120, 'Use at most 120 characters.').default(''),
        costMinor: z
          .bigint('Enter an amount.')
          .min(0n, 'Zero or more.')
          .max(999_999_999_999n, 'This is too much.')
          .nullable(),
        minimumQuantity: quantity.default(1),
        preferred: z.boolean().default(false),
      }),
    )
    .max(50, 'A product has at most 50 suppliers.'),
})

export const variantSizes = z.object({
  ...product,
  variants: z
    .array(
      z.object({
        id: z.uuid(),
        contentQuantity: z
          .number('Type a number such as 250 or 0.75.')
          .positive('More than zero.')
          .max(1_000_000_000, 'This is too much.')
          .nullable(),
        contentUnit: z.string().max(20).nullable(),
        lengthMm: size,
        widthMm: size,
        heightMm: size,
      }),
    )
    .max(300),
})

const PACKAGING_KINDS = ['each', 'inner', 'box', 'layer', 'pallet'] as const
export const packagings = z.object({
  ...product,
  variantId: z.uuid(),
  packagings: z
    .array(
      z.object({
        kind: z.enum(PACKAGING_KINDS),
        quantity,
        barcode: z.string().trim().max(60, 'Use at most 60 characters.').default(''),
        weightGrams: whole(100_000_000).nullable().default(null),
        lengthMm: size.default(null),
        widthMm: size.default(null),
        heightMm: size.default(null),
      }),
    )
    .max(20, 'A variant has at most 20 packagings.'),
})

export const receivedPackages = z.object({
  variantId: z.uuid(),
  kind: z.enum(PACKAGING_KINDS),
  quantity,
  count: whole(1_000_000).min(1, 'At least one.'),
})

export const newUnit = z.object({
  key: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9_]{0,19}$/, 'Use small letters, digits and underscores, beginning with a letter.'),
  name: z.string().trim().min(1, 'Give it a name.').max(60, 'Use at most 60 characters.'),
  baseKey: z.enum(Object.keys(STANDARD_UNITS) as [string, ...string[]]),
  factor: z.number('Type a number.').positive('More than zero.').max(1e9, 'This is too much.'),
})
