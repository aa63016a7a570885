import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { getProduct } from '../get-product.ts'
import { getAttribute, listAttributes, readProductAttributes } from './read-attributes.ts'
import { removeAttribute } from './remove-attribute.ts'
import { saveAttribute } from './save-attribute.ts'
import { saveAttributeValues } from './save-values.ts'
import { attributeFields, attributeValues } from './schema.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const attribute = z.object({ attributeId: z.uuid() })

export const attributesRouter = router({
  list: read.query(({ ctx }) => ctx.inTenant((tx) => listAttributes(tx))),
  byId: read.input(attribute).query(({ ctx, input }) => ctx.inTenant((tx) => getAttribute(tx, input.attributeId))),
  save: write
    .input(attributeFields)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveAttribute(tx, input, ctx.by))),
  remove: write
    .input(attribute)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeAttribute(tx, input.attributeId, ctx.by))),
  ofProduct: read.input(z.object({ productId: z.uuid() })).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      await getProduct(tx, input.productId)
      return readProductAttributes(tx, input.productId)
    }),
  ),
  saveValues: write
    .input(attributeValues)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveAttributeValues(tx, input, ctx.by))),
})
