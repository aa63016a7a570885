import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { listTypeAttributes } from '../attributes/read-attributes.ts'
import { typeAttributes } from '../attributes/schema.ts'
import { setTypeAttributes } from '../attributes/set-type-attributes.ts'
import { mergeRecords } from './merge-records.ts'
import type { NamedKind } from './named-records.ts'
import { getRecord, listRecords, RECORDS_PAGE } from './read-records.ts'
import { removeRecord } from './remove-record.ts'
import { saveBrand } from './save-brand.ts'
import { saveManufacturer } from './save-manufacturer.ts'
import { saveProductType } from './save-product-type.ts'
import { saveSupplier } from './save-supplier.ts'
import { brandFields, manufacturerFields, productTypeFields, supplierFields } from './schema.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')
const id = z.object({ id: z.uuid() })
const page = z.object({ q: z.string().trim().max(100).default(''), after: z.string().max(200).optional() })
const merging = z.object({ id: z.uuid(), intoId: z.uuid() })

/** What is the same for every record known by its name: a page of them, one of them, and its end. */
const common = <K extends NamedKind>(kind: K) => ({
  list: read.input(page).query(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      const rows = await listRecords(tx, kind, { ...input, limit: RECORDS_PAGE + 1 })
      return {
        rows: rows.slice(0, RECORDS_PAGE),
        next: rows.length > RECORDS_PAGE ? rows[RECORDS_PAGE - 1]!.cursor : null,
      }
    }),
  ),
  byId: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => getRecord(tx, kind, input.id))),
  remove: write.input(id).mutation(({ ctx, input }) => ctx.inTenant((tx) => removeRecord(tx, kind, input.id, ctx.by))),
})

export const brandsRouter = router({
  ...common('brand'),
  save: write.input(brandFields).mutation(({ ctx, input }) => ctx.inTenant((tx) => saveBrand(tx, input, ctx.by))),
  merge: write
    .input(merging)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => mergeRecords(tx, 'brand', input, ctx.by))),
})

export const manufacturersRouter = router({
  ...common('manufacturer'),
  save: write
    .input(manufacturerFields)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveManufacturer(tx, input, ctx.by))),
})

export const suppliersRouter = router({
  ...common('supplier'),
  save: write.input(supplierFields).mutation(({ ctx, input }) => ctx.inTenant((tx) => saveSupplier(tx, input, ctx.by))),
})

export const productTypesRouter = router({
  ...common('productType'),
  save: write
    .input(productTypeFields)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => saveProductType(tx, input, ctx.by))),
  merge: write
    .input(merging)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => mergeRecords(tx, 'productType', input, ctx.by))),
  attributes: read.input(id).query(({ ctx, input }) => ctx.inTenant((tx) => listTypeAttributes(tx, input.id))),
  setAttributes: write
    .input(typeAttributes)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setTypeAttributes(tx, input, ctx.by))),
})
