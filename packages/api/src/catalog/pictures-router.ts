import { z } from 'zod'
import { router, staffProcedure } from '../trpc.ts'
import { addPicture, describePicture, movePicture, orderPictures, preparePicture, removePicture } from './pictures.ts'
import { attachMedia } from './media/attach-media.ts'
import { retryPictures } from './import/retry-pictures.ts'

const write = staffProcedure('catalog:write')
const picture = z.object({ productId: z.uuid(), imageId: z.uuid() })

export const picturesRouter = router({
  add: write
    .input(
      z.object({
        productId: z.uuid(),
        filename: z.string().max(255),
        bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
        alt: z.string().max(300).default(''),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const prepared = await preparePicture(input.bytes)
      return ctx.inTenant((tx) => addPicture(tx, ctx.filesDir, { ...input, prepared }, ctx.by))
    }),
  attach: write
    .input(
      z.object({ productId: z.uuid(), fileIds: z.array(z.uuid()).min(1, 'Choose at least one picture.').max(100) }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => attachMedia(tx, input, ctx.by))),
  describe: write
    .input(picture.extend({ alt: z.string().trim().max(300, 'Use at most 300 characters.') }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => describePicture(tx, input, ctx.by))),
  move: write
    .input(picture.extend({ by: z.union([z.literal(1), z.literal(-1)]) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => movePicture(tx, input, ctx.by))),
  order: write
    .input(z.object({ productId: z.uuid(), imageIds: z.array(z.uuid()).max(250) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => orderPictures(tx, input, ctx.by))),
  remove: write.input(picture).mutation(({ ctx, input }) => ctx.inTenant((tx) => removePicture(tx, input, ctx.by))),
  retry: write
    .input(z.object({ productId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => retryPictures(tx, input.productId, ctx.by))),
})
