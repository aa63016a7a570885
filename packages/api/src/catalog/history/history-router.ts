import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { version } from '../schema.ts'
import { compareVersions } from './compare-versions.ts'
import { viewVersion } from './view-version.ts'
import { listVersions, versionAt } from './read-versions.ts'
import { restoreVersion, undoVersion } from './restore-version.ts'

const PAGE_SIZE = 30
const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const id = z.object({ productId: z.uuid() })

/** A product as it was: its versions, what differs between two of them, and the way back. */
export const historyRouter = router({
  versions: read
    .input(id.extend({ before: version.optional() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => listVersions(tx, { ...input, limit: PAGE_SIZE }))),
  version: read.input(id.extend({ version })).query(({ ctx, input }) => ctx.inTenant((tx) => viewVersion(tx, input))),
  at: read
    .input(id.extend({ at: z.date() }))
    .query(({ ctx, input }) => ctx.inTenant(async (tx) => ({ version: await versionAt(tx, input) }))),
  compare: read
    .input(id.extend({ from: version, to: version }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => compareVersions(tx, input))),
  restore: write
    .input(id.extend({ version, keys: z.array(z.string().max(120)).min(1).max(5000).optional() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => restoreVersion(tx, input, ctx.by))),
  undo: write
    .input(id.extend({ version }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => undoVersion(tx, input, ctx.by))),
})
