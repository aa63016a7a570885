import { z } from 'zod'
import { router, staffProcedure } from '../../trpc.ts'
import { addUnit, knownUnits, listOwnUnits, removeUnit } from './known-units.ts'
import { readOrganisation } from './read-organisation.ts'
import { saveFacts } from './save-facts.ts'
import { receivePacked } from './receive-packed.ts'
import { saveSizes } from './save-sizes.ts'
import { newUnit, packagings, productFacts, productSuppliers, receivedPackages, variantSizes } from './schema.ts'
import { setPackagings } from './set-packagings.ts'
import { setSuppliers } from './set-suppliers.ts'

const read = staffProcedure('catalog:read')
const write = staffProcedure('catalog:write')

/** What stands around one product, and its verbs. */
export const organisationRouter = router({
  ofProduct: read
    .input(z.object({ productId: z.uuid() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => readOrganisation(tx, input.productId))),
  saveFacts: write.input(productFacts).mutation(({ ctx, input }) => ctx.inTenant((tx) => saveFacts(tx, input, ctx.by))),
  setSuppliers: write
    .input(productSuppliers)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setSuppliers(tx, input, ctx.by))),
  saveSizes: write.input(variantSizes).mutation(({ ctx, input }) => ctx.inTenant((tx) => saveSizes(tx, input, ctx.by))),
  setPackagings: write
    .input(packagings)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setPackagings(tx, input, ctx.by))),
  receivePacked: staffProcedure('inventory:adjust')
    .input(receivedPackages)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => receivePacked(tx, input, ctx.by))),
})

export const unitsRouter = router({
  list: read.query(({ ctx }) =>
    ctx.inTenant(async (tx) => ({ all: await knownUnits(tx), own: await listOwnUnits(tx) })),
  ),
  add: write.input(newUnit).mutation(({ ctx, input }) => ctx.inTenant((tx) => addUnit(tx, input, ctx.by))),
  remove: write
    .input(z.object({ unitId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeUnit(tx, input.unitId, ctx.by))),
})
