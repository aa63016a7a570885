import type { TenantTx } from '@souk/db'
import { announceStock } from './available-stock.ts'
import { lockLevels } from './lock-levels.ts'
import { writeAllocations, type Take } from './take-stock.ts'

/**
 * Turns the live holds of an order into allocations and returns what each line now has; a line whose hold had expired is
 * missing from the answer, and the caller takes it anew or gives the money back.
 */
export async function convertHolds(tx: TenantTx, orderId: string): Promise<Take[]> {
  await lockLevels(tx, await heldVariants(tx, orderId))
  const takes = await endHolds(tx, orderId, 'converted')
  if (takes.length === 0) return []
  await tx.$executeRaw`
    update stock_levels l set allocated = l.allocated + t.quantity
    from (select variant_id, warehouse_id, sum(quantity)::int as quantity
          from unnest(${takes.map((t) => t.variantId)}::uuid[], ${takes.map((t) => t.warehouseId)}::uuid[], ${takes.map((t) => t.quantity)}::int[])
            as u(variant_id, warehouse_id, quantity) group by 1, 2) t
    where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = t.variant_id and l.warehouse_id = t.warehouse_id`
  await writeAllocations(tx, takes)
  return takes
}

/** Gives the held units of an order back: it was cancelled, or not paid in time. */
export async function releaseHolds(tx: TenantTx, orderId: string): Promise<void> {
  const variants = await heldVariants(tx, orderId)
  await lockLevels(tx, variants)
  await endHolds(tx, orderId, 'released')
  await announceStock(tx, variants)
}

async function heldVariants(tx: TenantTx, orderId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ variantId: string }[]>`
    select distinct variant_id as "variantId" from reservations
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid and status in ('held', 'released')`
  return rows.map(({ variantId }) => variantId)
}

/** Ends the order's live holds and takes them off the reserved quantity, in one statement on rows already locked. */
async function endHolds(tx: TenantTx, orderId: string, status: 'converted' | 'released'): Promise<Take[]> {
  return tx.$queryRaw`
    with ended as (
      update reservations set status = ${status}
      where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid and status = 'held'
      returning variant_id, warehouse_id, order_id, order_line_id, quantity),
    sums as (select variant_id, warehouse_id, sum(quantity)::int as quantity from ended group by 1, 2),
    levels as (
      update stock_levels l set reserved = l.reserved - sums.quantity
      from sums where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = sums.variant_id and l.warehouse_id = sums.warehouse_id)
    select variant_id as "variantId", warehouse_id as "warehouseId", order_id as "orderId", order_line_id as "orderLineId", quantity, false as backorder
    from ended`
}
