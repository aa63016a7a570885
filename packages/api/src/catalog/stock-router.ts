import { z } from 'zod'
import { listProcedure } from '../basics/index.ts'
import { adjustStock } from '../inventory/index.ts'
import { NotFound } from '../refusal.ts'
import { router, staffProcedure } from '../trpc.ts'
import { findVariant, listMovements } from './read-stock.ts'
import { onHand } from './schema.ts'
import { variantsList } from './variants-list.ts'

const PAGE_SIZE = 50
const read = staffProcedure('inventory:read')

export const stockRouter = router({
  table: listProcedure(variantsList),
  movements: read.input(z.object({ variantId: z.uuid(), before: z.uuid().optional() })).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      const variant = await findVariant(tx, input.variantId)
      if (!variant) throw new NotFound('variant')
      const rows = await listMovements(tx, { ...input, limit: PAGE_SIZE + 1 })
      return { variant, rows: rows.slice(0, PAGE_SIZE), next: rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]!.id : null }
    }),
  ),
  adjust: staffProcedure('inventory:adjust')
    .input(
      z.object({
        variantId: z.uuid(),
        onHand,
        expectedOnHand: onHand,
        reason: z
          .string()
          .trim()
          .min(1, 'Say why, so that the ledger can be read later.')
          .max(200, 'Use at most 200 characters.'),
      }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => adjustStock(tx, input, ctx.by))),
})
