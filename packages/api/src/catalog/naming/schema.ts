import { z } from 'zod'
import { HANDLE_MAX } from '../handle.ts'

const text = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`).default('')
const name = z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.')
const email = z.union([z.literal(''), z.email('Type an e-mail address such as ana@example.com.').max(254)]).default('')
/** Only addresses of the web: a link of another kind would run in the browser of whoever opens it. */
const website = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'Type an address such as https://example.com.' }).max(500),
  ])
  .default('')
const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([A-Z]{2})?$/, 'Use the code of two letters, such as DE.')
  .default('')

/** Of a record: none for a new one; with the version a person saw, or without one when nothing can be overwritten. */
const identity = { id: z.uuid().optional(), version: z.number().int().min(1).optional() }

export const brandFields = z.object({
  ...identity,
  name,
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .max(HANDLE_MAX)
    .regex(/^([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)?$/u, 'Use letters, digits and single hyphens.')
    .default(''),
  website,
  description: text(5000),
  logoFileId: z.uuid().nullable().optional(),
})
export type BrandFields = z.infer<typeof brandFields>

export const manufacturerFields = z.object({
  ...identity,
  name,
  website,
  description: text(5000),
  address: text(500),
  country: countryCode,
  email,
  phone: text(40),
  responsibleName: text(120),
  responsibleAddress: text(500),
  responsibleEmail: email,
})
export type ManufacturerFields = z.infer<typeof manufacturerFields>

export const supplierFields = z.object({
  ...identity,
  name,
  code: text(40),
  contact: text(120),
  email,
  phone: text(40),
  website,
  address: text(500),
  country: countryCode,
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'Use the code of three letters, such as EUR.'),
  leadTimeDays: z
    .number('Type whole days.')
    .int('Type whole days.')
    .min(0, 'Zero or more.')
    .max(730, 'At most two years.')
    .nullable()
    .default(null),
  paymentTerms: text(200),
  notes: text(5000),
})
export type SupplierFields = z.infer<typeof supplierFields>

export const productTypeFields = z.object({ ...identity, name, description: text(2000) })
export type ProductTypeFields = z.infer<typeof productTypeFields>
