import { z } from 'zod'
import { listQuery } from '../lists/list-procedure.ts'

const IDS_MAX = 5000

/** What was chosen in a list: some rows by their ids, or all that a query finds but a few. */
export const bulkSelection = z.union([
  z.object({ ids: z.array(z.uuid()).min(1, 'Choose at least one row.').max(IDS_MAX) }),
  z.object({ query: listQuery, except: z.array(z.uuid()).max(IDS_MAX).default([]) }),
])
export type BulkSelection = z.infer<typeof bulkSelection>
