import { emit, type TenantTx } from '@souk/db'
import { NotFound, VersionConflict } from '../refusal.ts'
import { OrderNotReady } from './errors.ts'
import { whyNot, type OrderState, type OrderVerb } from './order-status.ts'

export type LockedOrder = OrderState & {
  id: string
  number: bigint
  version: number
  currency: string
  totalMinor: bigint
  deliveryMinor: bigint
  pricesIncludeTax: boolean
}

/**
 * Locks an order and answers with its state as it is now. Whoever changes an order locks its row first, before parcels,
 * payments and stock, so that a cancellation, a dispatch and a refund come one after the other.
 * @param version what the person saw; another number now throws VersionConflict.
 */
export async function lockOrder(tx: TenantTx, orderId: string, version?: number): Promise<LockedOrder> {
  await tx.$queryRaw`select 1 from orders where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid for update`
  const rows = await tx.$queryRaw<LockedOrder[]>`
    select o.id, o.number, o.version, o.status, o.payment_status as "paymentStatus", o.fulfillment_status as "fulfillmentStatus",
      o.currency, o.total_minor as "totalMinor", o.delivery_minor as "deliveryMinor", o.prices_include_tax as "pricesIncludeTax",
      coalesce(p.refundable, 0)::bigint as "refundableMinor", coalesce(j.waiting, false) as capturing
    from orders o
    left join lateral (
      select sum(captured_minor - refunded_minor - refund_pending_minor) as refundable from payments
      where tenant_id = ${tx.tenantId}::uuid and order_id = o.id) p on true
    left join lateral (
      select true as waiting from payments p join jobs j on j.tenant_id = p.tenant_id and j.kind = 'payments.capture'
        and j.dedupe_key = p.id::text and j.status in ('ready', 'running')
      where p.tenant_id = ${tx.tenantId}::uuid and p.order_id = o.id limit 1) j on true
    where o.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid`
  const order = rows[0]
  if (!order) throw new NotFound('order')
  if (version !== undefined && version !== order.version) throw new VersionConflict('order')
  return order
}

/** Throws OrderNotReady with the reason when the verb is not legal in the order's state. */
export function demand(verb: OrderVerb, order: LockedOrder): void {
  const reason = whyNot(verb, order)
  if (reason) throw new OrderNotReady(reason)
}

/** Counts an order's version up, so that whoever saw the one before is told; answers with the new one. */
export async function bumpOrder(tx: TenantTx, orderId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    update orders set version = version + 1, updated_at = ${new Date()}
    where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid returning version`
  return rows[0]!.version
}

/** Tells the board and the order's own pages, the shopper's included, that it changed. */
export function announceOrder(tx: TenantTx, order: { id: string; version: number }, what: string): void {
  emit(tx, {
    name: 'order.changed',
    topics: ['orders', `order:${order.id}`],
    payload: { orderId: order.id, version: order.version, what },
  })
}
