import { z } from 'zod'
import { router, staffProcedure } from '../trpc.ts'
import { cancelParcel } from './cancel-parcel.ts'
import { deliverParcel } from './deliver-parcel.ts'
import { listParcels } from './list-parcels.ts'
import { packParcel } from './pack-parcel.ts'
import { pickLines } from './pick-lines.ts'
import { shipParcel } from './ship-parcel.ts'
import { startPicking } from './start-picking.ts'

const version = z.coerce.number().int().positive()
const parcel = z.object({ fulfillmentId: z.uuid(), version })
const picked = z.object({
  orderLineId: z.uuid(),
  variantId: z.uuid().optional(),
  pickedQuantity: z.coerce.number().int().min(0).max(9999),
})
const shipment = parcel.extend({
  carrier: z.string().trim().min(1, 'Name the carrier.').max(60, 'Use at most 60 characters.'),
  trackingNumber: z.string().trim().max(80, 'Use at most 80 characters.').default(''),
})

/** The way of an order's parcels: picked, packed, shipped, delivered. */
export const fulfillmentRouter = router({
  ofOrder: staffProcedure('orders:read')
    .input(z.object({ orderId: z.uuid() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => listParcels(tx, input.orderId))),
  startPicking: staffProcedure('fulfillment:write')
    .input(z.object({ orderId: z.uuid(), version }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => startPicking(tx, input, ctx.by))),
  pick: staffProcedure('fulfillment:write')
    .input(parcel.extend({ lines: z.array(picked).max(500) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => pickLines(tx, input, ctx.by))),
  pack: staffProcedure('fulfillment:write')
    .input(parcel)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => packParcel(tx, input, ctx.by))),
  ship: staffProcedure('fulfillment:write')
    .input(shipment)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => shipParcel(tx, input, ctx.by))),
  deliver: staffProcedure('fulfillment:write')
    .input(parcel)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => deliverParcel(tx, input, ctx.by))),
  cancel: staffProcedure('fulfillment:write')
    .input(parcel)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => cancelParcel(tx, input, ctx.by))),
})
