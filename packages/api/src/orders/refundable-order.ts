import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import type { RefundableLine, RefundableOrder } from './price-refund.ts'

/** What is left to refund of an order, for the preview on screen and for the refund itself. */
export async function refundableOrder(tx: TenantTx, orderId: string): Promise<RefundableOrder> {
  const orders = await tx.$queryRaw<(Omit<RefundableOrder, 'lines' | 'deliveryTaxMinor'> & { taxMinor: bigint })[]>`
    select delivery_minor as "deliveryMinor", tax_minor as "taxMinor", prices_include_tax as "pricesIncludeTax",
      exists (select 1 from refunds r where r.tenant_id = ${tx.tenantId}::uuid and r.order_id = o.id and r.status <> 'failed'
        and r.lines @> '[{"orderLineId": "delivery"}]'::jsonb) as "deliveryRefunded",
      (select coalesce(sum(captured_minor - refunded_minor - refund_pending_minor), 0)::bigint from payments p
        where p.tenant_id = ${tx.tenantId}::uuid and p.order_id = o.id) as "refundableMinor"
    from orders o where o.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid`
  const order = orders[0]
  if (!order) throw new NotFound('order')
  const lines = await tx.$queryRaw<RefundableLine[]>`
    select id as "orderLineId", quantity, refunded_quantity as "refundedQuantity", total_minor as "totalMinor", tax_minor as "taxMinor"
    from order_lines where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid order by position`
  const { taxMinor, ...rest } = order
  return { ...rest, lines, deliveryTaxMinor: lines.reduce((left, line) => left - line.taxMinor, taxMinor) }
}
