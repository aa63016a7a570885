import type { TenantTx } from '@souk/db'
import { audit, SYSTEM } from '../basics/index.ts'
import { bookRefund } from './book-money.ts'
import { lockOrder } from './lock-order.ts'
import { lockPayment, writeOrderPayment } from './order-payment.ts'

type PendingRefund = { id: string; orderId: string; paymentId: string; amountMinor: bigint; status: string }

/**
 * Settles a promised refund once: the money went back, or the payment company said no, with its reason, and what was set
 * aside is free again. A refund that was settled before stays as it is.
 */
export async function settleRefund(
  tx: TenantTx,
  refundId: string,
  answer: { succeeded: true } | { succeeded: false; reason: string },
): Promise<void> {
  const { orderId, paymentId } = await getRefund(tx, refundId)
  const order = await lockOrder(tx, orderId)
  const payment = await lockPayment(tx, paymentId)
  const refund = await getRefund(tx, refundId)
  if (refund.status !== 'pending') return
  const status = answer.succeeded ? 'succeeded' : 'failed'
  const refunded = answer.succeeded ? refund.amountMinor : 0n
  await tx.$executeRaw`
    update refunds set status = ${status}, failure_reason = ${answer.succeeded ? null : answer.reason}, settled_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${refundId}::uuid`
  await tx.$executeRaw`
    update payments set refund_pending_minor = refund_pending_minor - ${refund.amountMinor}, refunded_minor = refunded_minor + ${refunded},
      status = case when refunded_minor + ${refunded} = 0 then status
        when refunded_minor + ${refunded} = captured_minor then 'refunded' else 'partially_refunded' end,
      version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid`
  if (answer.succeeded) await bookRefund(tx, order, payment, refund)
  else await takeBackLines(tx, refundId)
  await audit(tx, SYSTEM, {
    action: answer.succeeded ? 'refund.succeeded' : 'refund.failed',
    subjectKind: 'order',
    subjectId: orderId,
    changes: { amountMinor: refund.amountMinor, ...(!answer.succeeded && { reason: answer.reason }) },
  })
  await writeOrderPayment(tx, orderId, 'refund')
}

/** Units that were promised back count as not refunded again: their line can be refunded once more. */
async function takeBackLines(tx: TenantTx, refundId: string): Promise<void> {
  await tx.$executeRaw`
    update order_lines l set refunded_quantity = l.refunded_quantity - (line ->> 'quantity')::int
    from refunds r cross join lateral jsonb_array_elements(r.lines) as line
    where r.tenant_id = ${tx.tenantId}::uuid and r.id = ${refundId}::uuid
      and l.tenant_id = r.tenant_id and l.order_id = r.order_id and l.id::text = line ->> 'orderLineId'`
}

export async function getRefund(tx: TenantTx, refundId: string): Promise<PendingRefund> {
  const rows = await tx.$queryRaw<PendingRefund[]>`
    select id, order_id as "orderId", payment_id as "paymentId", amount_minor as "amountMinor", status
    from refunds where tenant_id = ${tx.tenantId}::uuid and id = ${refundId}::uuid`
  return rows[0]!
}
