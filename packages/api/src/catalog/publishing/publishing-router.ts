import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { decided, given, save } from '../page-input.ts'
import { proposeRevision, submitRevision, withdrawRevision } from './propose-revision.ts'
import { getRevision, listRevisions } from './read-revisions.ts'
import { reviewRevision } from './review-revision.ts'
import { scheduleProduct } from './schedule-product.ts'

const PAGE_SIZE = 50
const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const publish = staffProcedure('catalog:publish')
const id = z.object({ revisionId: z.uuid() })
const note = z.string().trim().max(1000, 'Use at most 1,000 characters.').default('')
const status = z.enum(['draft', 'in_review', 'approved', 'scheduled', 'published', 'rejected'])
const listed = z.object({ productId: z.uuid().optional(), status: status.optional(), before: z.uuid().optional() })
const review = id.extend({
  verdict: z.enum(['approve', 'publish', 'schedule', 'reject']),
  note,
  publishAt: z.date().optional(),
  decided,
})

/** Changes that wait for a second pair of eyes or for their moment. */
export const publishingRouter = router({
  list: read.input(listed).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      const found = await listRevisions(tx, { ...input, limit: PAGE_SIZE + 1 })
      const rows = found.slice(0, PAGE_SIZE)
      return { rows, older: found.length > PAGE_SIZE ? rows.at(-1)!.id : null }
    }),
  ),
  byId: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getRevision(tx, input.revisionId))),
  propose: write
    .input(save.omit({ decided: true }).extend({ note, submit: z.boolean() }))
    .mutation(({ ctx, input: { productId, version, variants, note: words, submit, ...fields } }) => {
      const rows = variants.map((row) => ({ ...given(row), id: row.id }))
      const proposal = { productId, version, fields: given(fields), variants: rows, note: words, submit }
      return ctx.inTenant((tx) => proposeRevision(tx, proposal, { ...ctx.by, id: ctx.staff.id }))
    }),
  submit: write
    .input(id)
    .mutation(({ ctx, input }) =>
      ctx.inTenant((tx) => submitRevision(tx, input.revisionId, { ...ctx.by, id: ctx.staff.id })),
    ),
  withdraw: write
    .input(id)
    .mutation(({ ctx, input }) =>
      ctx.inTenant((tx) => withdrawRevision(tx, input.revisionId, { ...ctx.by, id: ctx.staff.id })),
    ),
  review: publish
    .input(review)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => reviewRevision(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  schedule: publish
    .input(z.object({ productId: z.uuid(), publishAt: z.date().nullable(), unpublishAt: z.date().nullable() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => scheduleProduct(tx, input, ctx.by))),
})
