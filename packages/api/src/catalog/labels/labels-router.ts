import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { makeBarcodes } from './make-barcodes.ts'
import { printLabels } from './print-labels.ts'
import { readLabels } from './read-labels.ts'

/** More labels than this are no longer one print. */
const LABELS_MAX = 5_000

const variantIds = z.array(z.uuid()).min(1).max(200, 'Choose at most 200 variants.')

const print = z.object({
  lines: z
    .array(
      z.object({
        variantId: z.uuid(),
        copies: z.int('Type a whole number.').min(1, 'At least 1.').max(1000, 'At most 1000.'),
      }),
    )
    .min(1, 'Choose at least one label.')
    .max(200, 'Choose at most 200 variants.')
    .refine(
      (lines) => lines.reduce((sum, { copies }) => sum + copies, 0) <= LABELS_MAX,
      `At most ${LABELS_MAX} labels at a time.`,
    ),
  template: z.enum(['a4-3x8', 'a4-4x10', 'thermal']),
  format: z.enum(['pdf', 'zpl']),
  fields: z.array(z.enum(['title', 'variant', 'price', 'barcode', 'sku'])).min(1, 'Choose what stands on them.'),
})

/** Labels for shelves and goods, and barcodes for what has none. */
export const labelsRouter = router({
  byVariants: staffProcedure('catalog:read')
    .input(z.object({ variantIds }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readLabels(tx, input.variantIds))),
  print: staffProcedure('catalog:read')
    .input(print)
    .query(async ({ ctx, input }) => {
      const labels = await ctx.inTenant((tx) =>
        readLabels(
          tx,
          input.lines.map(({ variantId }) => variantId),
        ),
      )
      return printLabels(labels, { ...input, locale: ctx.tenant.locale })
    }),
  makeBarcodes: staffProcedure('catalog:write')
    .input(z.object({ variantIds }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => makeBarcodes(tx, input.variantIds, ctx.by))),
})
