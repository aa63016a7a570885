import { z } from 'zod'
import { listProcedure } from '../basics/index.ts'
import { router, staffProcedure } from '../trpc.ts'
import { cancelOrder } from './cancel-order.ts'
import { captureOrder } from './capture-order.ts'
import { countOrders } from './count-orders.ts'
import { customerDetail, ordersOfCustomer } from './customer-detail.ts'
import { customersList } from './customers-list.ts'
import { listBoard } from './list-board.ts'
import { orderDetail } from './order-detail.ts'
import { ordersList } from './orders-list.ts'
import { priceRefund } from './price-refund.ts'
import { refundOrder } from './refund-order.ts'
import { refundableOrder } from './refundable-order.ts'
import { salesToday } from './sales-today.ts'

const orderId = z.object({ orderId: z.uuid() })
const customerId = z.object({ customerId: z.uuid() })
const seen = orderId.extend({ version: z.coerce.number().int().positive() })
const reason = z.string().trim().min(1, 'Give a reason.').max(300, 'Use at most 300 characters.')
const choice = z.object({
  lines: z
    .array(z.object({ orderLineId: z.uuid(), quantity: z.number().int().min(0).max(9999) }))
    .max(500)
    .refine(
      (lines) => new Set(lines.map(({ orderLineId }) => orderLineId)).size === lines.length,
      'Name each line once.',
    ),
  delivery: z.boolean(),
})
const refund = seen.extend(choice.shape).extend({
  amountMinor: z.bigint().positive('Type an amount above zero.').optional(),
  restock: z.boolean(),
  reason,
})

/** Orders as the back office sees them. */
export const ordersRouter = router({
  counts: staffProcedure('orders:read').query(({ ctx }) => ctx.inTenant(countOrders)),
  salesToday: staffProcedure('orders:read').query(({ ctx }) =>
    ctx.inTenant((tx) => salesToday(tx, ctx.tenant.timeZone)),
  ),
  table: listProcedure(ordersList),
  customers: listProcedure(customersList),
  customer: staffProcedure('customers:read')
    .input(customerId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => customerDetail(tx, input.customerId))),
  ofCustomer: staffProcedure('orders:read')
    .input(customerId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => ordersOfCustomer(tx, input.customerId))),
  board: staffProcedure('orders:read').query(({ ctx }) => ctx.inTenant(listBoard)),
  byId: staffProcedure('orders:read')
    .input(orderId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => orderDetail(tx, input.orderId))),
  capture: staffProcedure('orders:capture')
    .input(seen)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => captureOrder(tx, input, ctx.by))),
  cancel: staffProcedure('orders:cancel')
    .input(seen.extend({ reason }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => cancelOrder(tx, input, ctx.by))),
  refundable: staffProcedure('orders:refund')
    .input(orderId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => refundableOrder(tx, input.orderId))),
  previewRefund: staffProcedure('orders:refund')
    .input(orderId.extend(choice.shape))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => priceRefund(await refundableOrder(tx, input.orderId), input)),
    ),
  refund: staffProcedure('orders:refund')
    .input(refund)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => refundOrder(tx, input, { ...ctx.by, id: ctx.staff.id }))),
})
