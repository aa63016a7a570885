import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import { audit, SYSTEM } from '../basics/index.ts'
import { releaseHolds } from '../inventory/index.ts'
import type { JobHandler } from '../job-handlers.ts'
import { requestVoid } from '../payments/index.ts'
import { checkPayments } from './check-payments.ts'
import { announceOrder } from './lock-order.ts'

/** Why the product cancels an order by itself, as the shopper reads it. */
const NOT_PAID = 'Not paid in time.'

/** The job `orders.expire`: asks the payment company a last time, then gives the order up if it was not paid. */
export const expireUnpaidOrder: JobHandler = async (job) => {
  const { orderId } = z.object({ orderId: z.uuid() }).parse(job.payload)
  await checkPayments(job.inTenant, orderId)
  const expired = await job.inTenant((tx) => expireOrder(tx, orderId))
  return { expired }
}

/**
 * Cancels an unpaid order whose hold has ended by the database's clock, gives its stock back and lets go of what the shopper
 * may still be paying. False when it was paid, is over already, or has time left; asked twice, the second finds nothing.
 */
export async function expireOrder(tx: TenantTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    update orders set status = 'cancelled', cancel_reason = ${NOT_PAID}, cancelled_at = now(), updated_at = now(), version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid and status = 'open' and payment_status in ('pending', 'failed')
      and hold_expires_at <= now()
    returning id, version`
  const order = rows[0]
  if (!order) return false
  await requestVoid(tx, { orderId })
  await releaseHolds(tx, orderId)
  await audit(tx, SYSTEM, {
    action: 'order.cancelled',
    subjectKind: 'order',
    subjectId: orderId,
    changes: { reason: NOT_PAID },
  })
  announceOrder(tx, order, 'cancelled')
  return true
}
