import { z } from 'zod'
import { preparePicture } from '../pictures.ts'
import { router, staffProcedure } from '../../trpc.ts'
import { cursor } from '../cursor.ts'
import { describeMedia, focusMedia, removeMedia, replaceMedia, uploadMedia } from './change-media.ts'
import { countMedia, getMedia, listMedia } from './read-media.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const fileId = z.object({ fileId: z.uuid() })
const picture = z.object({
  filename: z.string().max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
const hundredths = z.coerce.number().int().min(0).max(100)
const PAGE = 60

/** The pictures of a shop in one place, whoever shows them. */
export const mediaRouter = router({
  list: read
    .input(
      z.object({
        q: z.string().max(200).default(''),
        view: z.enum(['all', 'undescribed', 'unused']).default('all'),
        after: cursor.optional(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const rows = await listMedia(tx, { ...input, limit: PAGE + 1 })
        const page = rows.slice(0, PAGE)
        const last = page.at(-1)
        return {
          media: page,
          next: rows.length > PAGE && last ? `${last.cursor}|${last.id}` : null,
          counts: await countMedia(tx),
        }
      }),
    ),
  byId: read.input(fileId).query(({ ctx, input }) => ctx.inTenant((tx) => getMedia(tx, input.fileId))),
  upload: write.input(picture).mutation(async ({ ctx, input }) => {
    const prepared = await preparePicture(input.bytes)
    return ctx.inTenant((tx) => uploadMedia(tx, ctx.filesDir, { ...input, prepared }, ctx.by))
  }),
  replace: write.input(picture.extend(fileId.shape)).mutation(async ({ ctx, input }) => {
    const prepared = await preparePicture(input.bytes)
    return ctx.inTenant((tx) => replaceMedia(tx, ctx.filesDir, { ...input, prepared }, ctx.by))
  }),
  describe: write
    .input(
      z.object({
        fileIds: z.array(z.uuid()).min(1, 'Choose at least one picture.').max(500),
        alt: z.string().trim().max(300, 'Use at most 300 characters.'),
      }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => describeMedia(tx, input, ctx.by))),
  focus: write
    .input(fileId.extend({ x: hundredths, y: hundredths }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => focusMedia(tx, input, ctx.by))),
  remove: write.input(fileId).mutation(({ ctx, input }) => ctx.inTenant((tx) => removeMedia(tx, input.fileId, ctx.by))),
})
