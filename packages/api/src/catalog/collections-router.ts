import { z } from 'zod'
import { listProcedure } from '../basics/index.ts'
import { router, staffProcedure } from '../trpc.ts'
import { collectionsList } from './collections-list.ts'
import { createCollection, removeCollection, saveCollection, undoCollection } from './collections.ts'
import { previewRule } from './preview-rule.ts'
import { getCollection, listCollections } from './read-collections.ts'
import { collectionFields, version } from './schema.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const id = z.object({ collectionId: z.uuid() })
const productIds = z.array(z.uuid()).max(1000).optional()

export const collectionsRouter = router({
  table: listProcedure(collectionsList),
  list: read.query(({ ctx }) => ctx.inTenant(listCollections)),
  byId: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getCollection(tx, input.collectionId))),
  preview: read
    .input(collectionFields.pick({ rule: true }))
    .query(({ ctx, input }) => ctx.inTenant(async (tx) => (input.rule ? previewRule(tx, input.rule) : null))),
  create: write
    .input(collectionFields)
    .mutation(({ ctx, input: { handle, ...input } }) =>
      ctx.inTenant((tx) => createCollection(tx, { ...input, ...(handle && { handle }) }, ctx.by)),
    ),
  save: write
    .input(collectionFields.extend({ collectionId: z.uuid(), version, productIds }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveCollection(tx, input, ctx.by))),
  undo: write
    .input(id.extend({ auditId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => undoCollection(tx, input, ctx.by))),
  remove: write
    .input(id)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeCollection(tx, input.collectionId, ctx.by))),
})
