import { z } from 'zod'

const IDS_MAX = 5000

/** What a list shows: words, typed filters and the order. */
const listQuery = z.object({
  q: z.string().max(200).default(''),
  filters: z
    .array(
      z.object({
        key: z.string().max(60),
        op: z.enum(['is', 'not', 'in', 'out', 'contains', 'gte', 'lte', 'between', 'empty', 'filled', 'last']),
        values: z.array(z.string().max(200)).max(200),
      }),
    )
    .max(30)
    .default([]),
  sort: z.string().max(60).default(''),
})
export type ListQuery = z.infer<typeof listQuery>

/** What was chosen in a list: some rows by their ids, or all that a query finds but a few. */
export const bulkSelection = z.union([
  z.object({ ids: z.array(z.uuid()).min(1, 'Choose at least one row.').max(IDS_MAX) }),
  z.object({ query: listQuery, except: z.array(z.uuid()).max(IDS_MAX).default([]) }),
])
export type BulkSelection = z.infer<typeof bulkSelection>
