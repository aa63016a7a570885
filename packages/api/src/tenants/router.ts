import { z } from 'zod'
import { router, staffProcedure } from '../trpc.ts'
import { readSellingSettings, saveDeliveryMethod, saveTaxRate } from './selling-settings.ts'
import { saveSettings } from './save-settings.ts'
import { getShopSettings } from './shop-settings.ts'

const version = z.coerce.number().int().positive()
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'Write a colour such as #1a2b3c.')
const policy = z.string().trim().max(20_000, 'Use at most 20,000 characters.').default('')

const settings = z.object({
  version,
  name: z.string().trim().min(2, 'Give your shop a name.').max(60, 'Use at most 60 characters.'),
  tagline: z.string().trim().max(140, 'Use at most 140 characters.'),
  announcement: z.string().trim().max(200, 'Use at most 200 characters.'),
  contactEmail: z.union([
    z.literal(''),
    z.email('Type an e-mail address such as ana@example.com.').max(254, 'This address is too long.'),
  ]),
  lowStockAt: z.coerce
    .number('Type a whole number.')
    .int('Type a whole number.')
    .min(0, 'Zero or more.')
    .max(10_000, 'At most 10,000.'),
  holdMinutes: z.coerce
    .number('Type a whole number.')
    .int('Type a whole number.')
    .min(5, 'At least 5 minutes.')
    .max(1440, 'At most a day.'),
  theme: z.object({ brand: colour, background: colour, ink: colour, accent: colour }).partial(),
  policies: z.object({ shipping: policy, returns: policy, privacy: policy, terms: policy }),
})

const country = z.string().regex(/^[A-Z]{2}$/, 'Use codes of two letters, such as DE.')
const days = z.coerce
  .number('Type a whole number.')
  .int('Type a whole number.')
  .min(0, 'Zero or more.')
  .max(90, 'At most 90 days.')
const delivery = z
  .object({
    id: z.uuid().optional(),
    name: z.string().trim().min(1, 'Give it a name.').max(60, 'Use at most 60 characters.'),
    description: z.string().trim().max(200, 'Use at most 200 characters.').default(''),
    priceMinor: z.bigint('Type an amount such as 4.90.').min(0n, 'Zero or more.'),
    freeFromMinor: z.bigint('Type an amount such as 50.00.').min(0n, 'Zero or more.').nullable(),
    countries: z.array(country).max(250),
    daysMin: days,
    daysMax: days,
    active: z.boolean(),
  })
  .refine(({ daysMin, daysMax }) => daysMin <= daysMax, {
    path: ['daysMax'],
    message: 'Must not be earlier than the first day.',
  })

const taxRate = z.object({
  country,
  name: z.string().trim().min(1, 'Give it a name.').max(40, 'Use at most 40 characters.'),
  rateBp: z
    .number('Type a rate such as 19 or 25.5.')
    .int('At most two decimals.')
    .min(0, 'Zero or more.')
    .max(10_000, 'At most 100 %.'),
})

/** How the shop looks, what it says and how it sells. */
export const tenantsRouter = router({
  settings: staffProcedure('tenants:settings').query(({ ctx }) => ctx.inTenant(getShopSettings)),
  selling: staffProcedure('tenants:settings').query(({ ctx }) => ctx.inTenant(readSellingSettings)),
  save: staffProcedure('tenants:settings')
    .input(settings)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveSettings(tx, input, ctx.by))),
  saveDelivery: staffProcedure('tenants:settings')
    .input(delivery)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveDeliveryMethod(tx, input, ctx.by))),
  saveTax: staffProcedure('tenants:settings')
    .input(taxRate)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveTaxRate(tx, input, ctx.by))),
})
