import { z } from 'zod'
import { listAudit, listProcedure } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { router, staffProcedure } from '../trpc.ts'
import { createProduct } from './create-product.ts'
import { duplicateProduct } from './duplicate-product.ts'
import { findVariants } from './find-variants.ts'
import { getProduct } from './get-product.ts'
import { savePage } from './history/save-page.ts'
import { given, save } from './page-input.ts'
import { productsList } from './products-list.ts'
import { saveProduct } from './save-product.ts'
import { newProduct, options, productStatus, version } from './schema.ts'
import { setOptions } from './set-options.ts'
import { trashProduct, untrashProduct } from './trash-product.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const id = z.object({ productId: z.uuid() })

export const productsRouter = router({
  table: listProcedure(productsList),
  /** Variants to choose from, for a bundle's parts, a price list's prices, a sheet of labels. */
  variants: read
    .input(z.object({ q: z.string().max(200), simpleOnly: z.boolean().default(false) }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => findVariants(tx, input))),
  byId: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getProduct(tx, input.productId))),
  timeline: read
    .input(id)
    .query(({ ctx, input }) =>
      ctx.inTenant((tx) => listAudit(tx, { subjectKind: 'product', subjectId: input.productId, limit: 30 })),
    ),
  create: write.input(newProduct).mutation(({ ctx, input }) => {
    const { priceMinor, compareAtMinor = null, sku = null, onHand = 0, ...fields } = input
    if (compareAtMinor !== null && compareAtMinor <= priceMinor) {
      throw new InvalidInput({ compareAtMinor: 'The price before has to be higher than the price.' })
    }
    const variants = [{ priceMinor, compareAtMinor, sku: sku || null, onHand }]
    return ctx.inTenant((tx) => createProduct(tx, { ...given(fields), title: input.title, variants }, ctx.by))
  }),
  save: write.input(save).mutation(({ ctx, input: { productId, version: seen, variants, decided, ...fields } }) => {
    const rows = variants.map((row) => ({ ...given(row), id: row.id }))
    const page = { productId, version: seen, fields: given(fields), variants: rows, decided }
    return ctx.inTenant((tx) => savePage(tx, page, ctx.by))
  }),
  setStatus: write
    .input(id.extend({ status: productStatus }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveProduct(tx, input, ctx.by))),
  setOptions: write
    .input(id.extend({ version, options }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setOptions(tx, input, ctx.by))),
  duplicate: write
    .input(id)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => duplicateProduct(tx, input.productId, ctx.by))),
  trash: write.input(id).mutation(({ ctx, input }) => ctx.inTenant((tx) => trashProduct(tx, input, ctx.by))),
  untrash: write
    .input(id)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => untrashProduct(tx, input.productId, ctx.by))),
})
