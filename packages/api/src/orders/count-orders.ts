import type { TenantTx } from '@souk/db'

/** How many open orders wait at each step, for the views, the board and the menu. */
export type OrderCounts = Record<'toPay' | 'toPick' | 'picking' | 'packed' | 'shipped', number>

/** Each open order is counted at exactly one step; the views of the list are cut the same way. */
export async function countOrders(tx: TenantTx): Promise<OrderCounts> {
  const rows = await tx.$queryRaw<OrderCounts[]>`
    select
      count(*) filter (where fulfillment_status = 'unfulfilled' and payment_status in ('pending', 'failed'))::int as "toPay",
      count(*) filter (where fulfillment_status = 'unfulfilled' and payment_status not in ('pending', 'failed'))::int as "toPick",
      count(*) filter (where fulfillment_status = 'picking')::int as picking,
      count(*) filter (where fulfillment_status = 'packed')::int as packed,
      count(*) filter (where fulfillment_status = 'shipped')::int as shipped
    from orders where tenant_id = ${tx.tenantId}::uuid and status = 'open'`
  return rows[0]!
}
