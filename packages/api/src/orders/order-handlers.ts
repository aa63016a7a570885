import type { JobHandler } from '../job-handlers.ts'
import { deliverOwed } from './digital/deliver-owed.ts'
import { expireUnpaidOrder } from './expire-order.ts'
import { capturePayment, refundPayment, voidPayment } from './payment-jobs.ts'

/** What the worker does for orders and their money, by kind of job. */
export const orderHandlers: Record<string, JobHandler> = {
  'orders.deliver_owed': deliverOwed,
  'orders.expire': expireUnpaidOrder,
  'payments.capture': capturePayment,
  'payments.refund': refundPayment,
  'payments.void': voidPayment,
}
