import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { enqueueQuality } from './look-over.ts'
import { QUALITY_FLAGS } from './quality-flags.ts'
import { listQuality, summariseQuality } from './read-quality.ts'

const read = staffProcedure('catalog:read')
const PAGE_SIZE = 50

export const qualityRouter = router({
  summary: read.query(({ ctx }) => ctx.inTenant(summariseQuality)),
  list: read
    .input(
      z.object({
        flag: z.enum(QUALITY_FLAGS).optional(),
        after: z
          .string()
          .regex(/^\d{1,3}\|[0-9a-f-]{36}$/, 'This page does not exist any more.')
          .optional(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const rows = await listQuality(tx, { ...input, limit: PAGE_SIZE + 1 })
        const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
        return { rows: rows.slice(0, PAGE_SIZE), next: last ? `${last.score}|${last.id}` : null }
      }),
    ),
  lookOver: staffProcedure('catalog:write').mutation(({ ctx }) => ctx.inTenant((tx) => enqueueQuality(tx, ctx.by))),
})
