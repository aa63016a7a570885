import type { TenantTx } from '@souk/db'

export type StockViolation = { rule: string; variantId: string; warehouseId: string; level: number; ledger: number }

/**
 * Compares every level with what the ledger and the holds add up to. Empty when the stock is right.
 * On hand is the sum of all movements but claims; allocated is claims less what was released or shipped; reserved is the
 * sum of the holds that were not ended.
 */
export async function findStockViolations(tx: TenantTx): Promise<StockViolation[]> {
  return tx.$queryRaw`
    with moved as (
      select variant_id, warehouse_id,
        coalesce(sum(quantity) filter (where kind not in ('allocated', 'released')), 0)::int as on_hand,
        coalesce(sum(quantity) filter (where kind in ('allocated', 'released', 'shipped')), 0)::int as allocated
      from stock_movements where tenant_id = ${tx.tenantId}::uuid group by 1, 2),
    held as (
      select variant_id, warehouse_id, sum(quantity)::int as reserved
      from reservations where tenant_id = ${tx.tenantId}::uuid and status = 'held' group by 1, 2),
    claimed as (
      select variant_id, warehouse_id, sum(quantity)::int as allocated
      from allocations where tenant_id = ${tx.tenantId}::uuid group by 1, 2),
    compared as (
      select l.variant_id, l.warehouse_id, rule, level, ledger
      from stock_levels l
      left join moved m on (m.variant_id, m.warehouse_id) = (l.variant_id, l.warehouse_id)
      left join held h on (h.variant_id, h.warehouse_id) = (l.variant_id, l.warehouse_id)
      left join claimed c on (c.variant_id, c.warehouse_id) = (l.variant_id, l.warehouse_id)
      left join product_variants v on (v.tenant_id, v.id) = (l.tenant_id, l.variant_id)
      cross join lateral (values
        ('on hand = sum of movements', l.on_hand, coalesce(m.on_hand, 0)),
        ('allocated = sum of claims in the ledger', l.allocated, coalesce(m.allocated, 0)),
        ('allocated = sum of allocations', l.allocated, coalesce(c.allocated, 0)),
        ('reserved = sum of holds', l.reserved, coalesce(h.reserved, 0)),
        ('nothing of a variant that is gone', case when v.id is null then l.on_hand else 0 end, 0)) as check_(rule, level, ledger)
      where l.tenant_id = ${tx.tenantId}::uuid)
    select rule, variant_id as "variantId", warehouse_id as "warehouseId", level, ledger
    from compared where level <> ledger order by variant_id, warehouse_id, rule`
}
