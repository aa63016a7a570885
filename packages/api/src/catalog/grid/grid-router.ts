import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { gridEdits } from './grid-edits.ts'
import { readGrid } from './read-grid.ts'
import { saveGrid } from './save-grid.ts'

const ROWS_MAX = 250

/** Many products at once, cell by cell. */
export const gridRouter = router({
  read: staffProcedure('catalog:write')
    .input(z.object({ productIds: z.array(z.uuid()).min(1).max(ROWS_MAX) }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readGrid(tx, input.productIds))),
  save: staffProcedure('catalog:write')
    .input(gridEdits)
    .mutation(({ ctx, input }) => {
      const { inTenant, by, staff } = ctx
      return saveGrid({ inTenant, by, mayAdjust: staff.permissions.has('inventory:adjust') }, input)
    }),
})
