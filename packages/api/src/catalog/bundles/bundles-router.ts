import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { readBundle } from './read-bundle.ts'
import { saveBundle } from './save-bundle.ts'
import { bundleInput } from './schema.ts'

export const bundlesRouter = router({
  byProduct: staffProcedure('catalog:read')
    .input(z.object({ productId: z.uuid() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readBundle(tx, input.productId))),
  save: staffProcedure('catalog:write')
    .input(bundleInput)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveBundle(tx, input, ctx.by))),
})
