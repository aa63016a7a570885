import type { TenantTx } from '@souk/db'
import { allocateStock, availableStock, convertHolds, releaseAllocations, type Demand } from '../inventory/index.ts'
import { piecesOfOrder } from './order-pieces.ts'

/**
 * Makes a paid order's holds its own. Lines whose hold had expired are taken again, if all of them still can be; otherwise
 * nothing is kept, and the answer is false. The stock rows stay locked, so the answer holds until the commit.
 */
export async function claimStock(tx: TenantTx, orderId: string): Promise<boolean> {
  const converted = await convertHolds(tx, orderId)
  const missing = await unclaimedLines(tx, orderId)
  if (missing.length === 0) return true
  if (await canTake(tx, missing)) {
    await allocateStock(tx, missing)
    return true
  }
  await releaseAllocations(tx, converted)
  return false
}

/** Pieces of lines, of tracked variants, that have no full claim on stock. */
async function unclaimedLines(tx: TenantTx, orderId: string): Promise<Demand[]> {
  return tx.$queryRaw`
    select p.variant_id as "variantId", p.order_id as "orderId", p.order_line_id as "orderLineId", v.backorder,
      (p.quantity * p.per - coalesce(sum(a.quantity), 0))::int as quantity
    from ${piecesOfOrder(tx, orderId)} p
    join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = p.variant_id and v.track_stock
    left join allocations a on a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = p.order_line_id and a.variant_id = p.variant_id
    group by p.order_line_id, p.variant_id, p.order_id, p.quantity, p.per, v.backorder
    having p.quantity * p.per > coalesce(sum(a.quantity), 0)
    order by p.order_line_id, p.variant_id`
}

async function canTake(tx: TenantTx, demands: Demand[]): Promise<boolean> {
  const needed = new Map<string, number>()
  for (const { variantId, quantity, backorder } of demands) {
    if (!backorder) needed.set(variantId, (needed.get(variantId) ?? 0) + quantity)
  }
  const stock = await availableStock(tx, [...needed.keys()])
  return stock.every(({ variantId, available }) => available >= needed.get(variantId)!)
}
