import { z } from 'zod'

const SORTS = ['featured', 'newest', 'price-up', 'price-down', 'title'] as const
export type Sort = (typeof SORTS)[number]

const values = z.array(z.string().min(1).max(120)).max(50)

/** What a shopper narrows a list to. Values of one facet are alternatives; facets add up. */
export const filters = z.object({
  options: z
    .record(z.string().max(80), values)
    .refine((options) => Object.keys(options).length <= 10, 'Use at most ten filters.')
    .default({}),
  vendors: values.default([]),
  tags: values.default([]),
  availableOnly: z.boolean().default(false),
  priceMinMinor: z
    .bigint()
    .min(0n)
    .max(10n ** 12n)
    .nullable()
    .default(null),
  priceMaxMinor: z
    .bigint()
    .min(0n)
    .max(10n ** 12n)
    .nullable()
    .default(null),
})
export type Filters = z.output<typeof filters>

const paging = {
  filters: filters.prefault({}),
  sort: z.enum(SORTS).default('featured'),
  page: z.int().min(1).max(500).default(1),
}

export const handle = z.string().min(1).max(255)
export const collectionInput = z.object({ handle, ...paging })
export const searchInput = z.object({ query: z.string().max(200), ...paging })
export const suggestInput = z.object({ query: z.string().max(200) })
