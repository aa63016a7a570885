import type { TenantTx } from '@souk/db'
import { refreshStock } from './refresh-stock.ts'

export type LockedLevel = {
  variantId: string
  warehouseId: string
  onHand: number
  /** On hand less what is allocated, validly reserved and kept as safety stock. Below zero only after a backorder. */
  available: number
}

/**
 * Locks the stock rows of variants, always in primary-key order, so that two carts holding the same variants in
 * opposite order cannot deadlock. Holds that have expired are released on the way: they count as absent from the
 * moment they expire, whether or not the worker has come by. Rows come in the order in which warehouses are used.
 */
export async function lockLevels(tx: TenantTx, variantIds: string[]): Promise<LockedLevel[]> {
  await tx.$queryRaw`
    select 1 from stock_levels where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variantIds}::uuid[])
    order by variant_id, warehouse_id for update`
  await releaseExpired(tx, variantIds)
  return tx.$queryRaw`
    select l.variant_id as "variantId", l.warehouse_id as "warehouseId", l.on_hand as "onHand",
      l.on_hand - l.allocated - l.reserved - l.safety_stock as available
    from stock_levels l join warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
    where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = any(${variantIds}::uuid[]) and w.active
    order by w.position, w.id, l.variant_id`
}

/** Ends the expired holds on rows that are locked already, and takes them off the levels, in one statement. */
async function releaseExpired(tx: TenantTx, variantIds: string[]): Promise<void> {
  const released = await tx.$executeRaw`
    with ended as (
      update reservations set status = 'released'
      where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variantIds}::uuid[]) and status = 'held'
        and expires_at <= now()
      returning variant_id, warehouse_id, quantity),
    sums as (select variant_id, warehouse_id, sum(quantity)::int as quantity from ended group by 1, 2)
    update stock_levels l set reserved = l.reserved - sums.quantity
    from sums where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = sums.variant_id and l.warehouse_id = sums.warehouse_id`
  if (released > 0) await refreshStock(tx, variantIds)
}
