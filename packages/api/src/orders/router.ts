import { router, staffProcedure } from '../trpc.ts'
import { countOrders } from './count-orders.ts'

/** Orders as the back office sees them. */
export const ordersRouter = router({
  counts: staffProcedure('orders:read').query(({ ctx }) => ctx.inTenant(countOrders)),
})
