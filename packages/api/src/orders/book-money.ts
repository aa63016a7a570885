import type { TenantTx } from '@souk/db'
import { audit, SYSTEM } from '../basics/index.ts'
import { postEntry } from '../ledger/index.ts'
import { share } from '../pricing/index.ts'
import type { LockedOrder } from './lock-order.ts'
import type { LockedPayment } from './order-payment.ts'

/** What an order's total consists of, without tax where prices include it; the three sum to the total. */
type Parts = { salesMinor: bigint; deliveryMinor: bigint; taxMinor: bigint }

/**
 * Books money that was captured. Each account gets its share of all that was captured so far, less what it had before, so
 * that any number of part captures ends at the order's own sums to the last unit.
 */
export async function bookCapture(
  tx: TenantTx,
  order: LockedOrder,
  payment: LockedPayment,
  capturedMinor: bigint,
): Promise<void> {
  const amountMinor = capturedMinor - payment.capturedMinor
  await tx.$executeRaw`
    update payments set status = 'captured', captured_minor = ${capturedMinor}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${payment.id}::uuid`
  const [sales, delivery, tax] = between(weightsOf(await partsOf(tx, order.id)), payment.capturedMinor, capturedMinor)
  await postEntry(tx, {
    kind: 'payment_captured',
    memo: `Order ${order.number} captured`,
    orderId: order.id,
    paymentId: payment.id,
    currency: payment.currency,
    lines: [
      { account: 'gateway_clearing', amountMinor },
      { account: 'sales', amountMinor: -sales! },
      { account: 'delivery_income', amountMinor: -delivery! },
      { account: 'tax_payable', amountMinor: -tax! },
    ],
  })
  await audit(tx, SYSTEM, {
    action: 'payment.captured',
    subjectKind: 'order',
    subjectId: order.id,
    changes: { amountMinor },
  })
}

/** Books money that went back: what was sold is returned, with its share of the tax. */
export async function bookRefund(
  tx: TenantTx,
  order: LockedOrder,
  payment: LockedPayment,
  refund: { id: string; amountMinor: bigint },
): Promise<void> {
  const { salesMinor, deliveryMinor, taxMinor } = await partsOf(tx, order.id)
  const before = payment.refundedMinor
  const [net, tax] = between([salesMinor + deliveryMinor, taxMinor], before, before + refund.amountMinor)
  await postEntry(tx, {
    kind: 'payment_refunded',
    memo: `Order ${order.number} refunded`,
    orderId: order.id,
    paymentId: payment.id,
    refundId: refund.id,
    currency: payment.currency,
    lines: [
      { account: 'sales_returns', amountMinor: net! },
      { account: 'tax_payable', amountMinor: tax! },
      { account: 'gateway_clearing', amountMinor: -refund.amountMinor },
    ],
  })
}

const weightsOf = (parts: Parts): bigint[] => [parts.salesMinor, parts.deliveryMinor, parts.taxMinor]

/** What each weight gets of the stretch from `before` to `after`. */
function between(weights: bigint[], before: bigint, after: bigint): bigint[] {
  const earlier = share(before, weights)
  return share(after, weights).map((amount, index) => amount - earlier[index]!)
}

async function partsOf(tx: TenantTx, orderId: string): Promise<Parts> {
  const rows = await tx.$queryRaw<Parts[]>`
    select o.tax_minor as "taxMinor",
      (o.delivery_minor - case when o.prices_include_tax then o.tax_minor - l.tax else 0 end)::bigint as "deliveryMinor",
      (o.subtotal_minor - case when o.prices_include_tax then l.tax else 0 end)::bigint as "salesMinor"
    from orders o, lateral (
      select coalesce(sum(tax_minor), 0)::bigint as tax from order_lines
      where tenant_id = ${tx.tenantId}::uuid and order_id = o.id) l
    where o.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid`
  return rows[0]!
}
