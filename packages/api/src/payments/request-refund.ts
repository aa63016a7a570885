import type { TenantTx } from '@souk/db'
import { enqueueJob, PATIENT_ATTEMPTS_MAX } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'
import { RefundTooLarge } from './errors.ts'

export type RefundPayment = {
  orderId: string
  /** Absent: the order's first payment of which enough is left. */
  paymentId?: string
  amountMinor: bigint
  reason: string
  /** Whether the units go back on the shelf; told on the refund, done by the caller. */
  restock?: boolean
  /** What of the order is refunded: `{ orderLineId, quantity }`. */
  lines?: readonly { orderLineId: string; quantity: number }[]
  /** The member who decided it; absent when the product did by itself. */
  createdBy?: string | null
}

/**
 * Promises a refund and leaves the payment to the worker. The amount is set aside on the locked payment at once, so two
 * refunds at the same moment cannot promise more than was captured; the table's check holds it whoever writes.
 * Throws RefundTooLarge.
 */
export async function requestRefund(tx: TenantTx, input: RefundPayment): Promise<{ refundId: string }> {
  const paymentId = await setAside(tx, input)
  const rows = await tx.$queryRaw<{ refundId: string }[]>`
    insert into refunds (tenant_id, payment_id, order_id, amount_minor, currency, reason, restock, lines, created_by)
    select ${tx.tenantId}::uuid, id, order_id, ${input.amountMinor}, currency, ${input.reason}, ${input.restock ?? false},
      ${JSON.stringify(input.lines ?? [])}::jsonb, ${input.createdBy ?? null}::uuid
    from payments where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid
    returning id as "refundId"`
  const { refundId } = rows[0]!
  await enqueueJob(tx, {
    kind: 'payments.refund',
    payload: { refundId },
    dedupeKey: refundId,
    attemptsMax: PATIENT_ATTEMPTS_MAX,
  })
  return { refundId }
}

async function setAside(tx: TenantTx, input: RefundPayment): Promise<string> {
  const payments = await tx.$queryRaw<{ id: string; leftMinor: bigint }[]>`
    select id, captured_minor - refunded_minor - refund_pending_minor as "leftMinor" from payments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${input.orderId}::uuid
      and (${input.paymentId ?? null}::uuid is null or id = ${input.paymentId ?? null}::uuid)
    order by id for update`
  if (payments.length === 0) throw new NotFound('payment')
  const payment = payments.find(({ leftMinor }) => leftMinor >= input.amountMinor)
  if (!payment || input.amountMinor <= 0n) {
    throw new RefundTooLarge(payments.reduce((most, { leftMinor }) => (leftMinor > most ? leftMinor : most), 0n))
  }
  await tx.$executeRaw`
    update payments set refund_pending_minor = refund_pending_minor + ${input.amountMinor}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${payment.id}::uuid`
  return payment.id
}
