import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import { announceOrder } from './lock-order.ts'

export type LockedPayment = {
  id: string
  orderId: string
  provider: string
  reference: string | null
  status: string
  amountMinor: bigint
  capturedMinor: bigint
  refundedMinor: bigint
  currency: string
}

/** Locks a payment; its order's row is locked before it, always. */
export async function lockPayment(tx: TenantTx, paymentId: string): Promise<LockedPayment> {
  await tx.$queryRaw`select 1 from payments where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid for update`
  return getPayment(tx, paymentId)
}

export async function getPayment(tx: TenantTx, paymentId: string): Promise<LockedPayment> {
  const rows = await tx.$queryRaw<LockedPayment[]>`
    select id, order_id as "orderId", provider, provider_reference as reference, status, amount_minor as "amountMinor",
      captured_minor as "capturedMinor", refunded_minor as "refundedMinor", currency
    from payments where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid`
  if (!rows[0]) throw new NotFound('payment')
  return rows[0]
}

/**
 * Says on the order where its money is, by all of its attempts together: captured money first, then what is authorised,
 * then what is still tried. Tells every open page.
 */
export async function writeOrderPayment(tx: TenantTx, orderId: string, what: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    with money as (
      select sum(captured_minor) as captured, sum(refunded_minor) as refunded, bool_or(status = 'authorized') as authorized,
        bool_or(status in ('pending', 'challenge')) as pending, bool_or(status = 'voided') as voided
      from payments where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid)
    update orders o set version = o.version + 1, updated_at = now(),
      paid_at = case when money.captured > 0 then coalesce(o.paid_at, now()) end,
      payment_status = case
        when money.captured > 0 and money.refunded = money.captured then 'refunded'
        when money.refunded > 0 then 'partially_refunded'
        when money.captured > 0 then 'paid'
        when money.authorized then 'authorized'
        when money.pending then 'pending'
        when money.voided then 'voided'
        else 'failed' end
    from money where o.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid
    returning o.id, o.version`
  announceOrder(tx, rows[0]!, what)
}
