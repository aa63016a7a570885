import { z } from 'zod'
import { prepareFile } from '../../basics/index.ts'
import { router, staffProcedure } from '../../trpc.ts'
import { addKeys } from './add-keys.ts'
import { addDigitalFile, removeDigitalFile } from './digital-files.ts'
import { readDigital } from './read-digital.ts'
import { saveDigital } from './save-digital.ts'
import { digitalFileInput, digitalInput, keysInput } from './schema.ts'

const write = staffProcedure('catalog:write')

/** What of a product is handed out as files and keys. */
export const digitalRouter = router({
  ofProduct: staffProcedure('catalog:read')
    .input(z.object({ productId: z.uuid() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readDigital(tx, input.productId))),
  save: write.input(digitalInput).mutation(({ ctx, input }) => ctx.inTenant((tx) => saveDigital(tx, input, ctx.by))),
  addFile: write.input(digitalFileInput).mutation(async ({ ctx, input }) => {
    const prepared = await prepareFile('digital', input.bytes)
    return ctx.inTenant((tx) => addDigitalFile(tx, ctx.filesDir, { ...input, prepared }, ctx.by))
  }),
  removeFile: write
    .input(z.object({ productId: z.uuid(), digitalFileId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeDigitalFile(tx, input, ctx.by))),
  addKeys: write.input(keysInput).mutation(({ ctx, input }) => ctx.inTenant((tx) => addKeys(tx, input, ctx.by))),
})
