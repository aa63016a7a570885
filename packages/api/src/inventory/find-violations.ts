import type { TenantTx } from '@souk/db'

export type StockViolation = {
  rule: string
  variantId: string
  /** Null where all warehouses are meant. */
  warehouseId: string | null
  level: number | null
  ledger: number | null
}

/**
 * Compares every level with what the ledger and the holds add up to. Empty when the stock is right.
 * On hand is the sum of all movements but claims; allocated is claims less what was released or shipped; reserved is the
 * sum of the holds that were not ended. What is kept beside the levels for lists equals what they say now.
 */
export async function findStockViolations(tx: TenantTx): Promise<StockViolation[]> {
  return [...(await findWrongLevels(tx)), ...(await findWrongSummaries(tx))]
}

function findWrongLevels(tx: TenantTx): Promise<StockViolation[]> {
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

/** Counts anew, the plain way, what refresh-stock.ts keeps. Of a product the numbers are 1 for sold out and 0 for not. */
function findWrongSummaries(tx: TenantTx): Promise<StockViolation[]> {
  return tx.$queryRaw`
    with shelf as (
      select variant_id, sum(on_hand - allocated - reserved - safety_stock)::int as available from stock_levels
      where tenant_id = ${tx.tenantId}::uuid group by 1),
    parts as (
      select b.bundle_variant_id as variant_id, min(case when c.status = 'archived' then 0
        when c.track_stock and not c.backorder then greatest(0, coalesce(h.available, 0)) / b.quantity end) as available
      from bundle_components b join product_variants c on c.tenant_id = ${tx.tenantId}::uuid and c.id = b.component_variant_id
      left join shelf h on h.variant_id = c.id
      where b.tenant_id = ${tx.tenantId}::uuid group by 1),
    counted as (
      select v.id, v.product_id, case when not v.bundle then h.available when p.variant_id is null then 0 else p.available end as available,
        v.status = 'active' and case when v.bundle then p.variant_id is null or p.available is not null else v.track_stock end as counts
      from product_variants v left join shelf h on h.variant_id = v.id left join parts p on p.variant_id = v.id
      where v.tenant_id = ${tx.tenantId}::uuid and (v.bundle or h.variant_id is not null)),
    sold as (
      select product_id, bool_or(counts) and not bool_or(counts and available > 0) as out from counted group by 1)
    select 'what is kept of a variant = its levels or its parts' as rule, c.id as "variantId", null as "warehouseId",
      k.available as level, c.available as ledger
    from counted c left join variant_stock k on k.tenant_id = ${tx.tenantId}::uuid and k.variant_id = c.id
    where k.variant_id is null or k.available is distinct from c.available
    union all
    select 'what is kept of a product = its variants', s.product_id, null, k.sold_out::int, s.out::int
    from sold s left join product_stock k on k.tenant_id = ${tx.tenantId}::uuid and k.product_id = s.product_id
    where k.sold_out is distinct from s.out
    order by 1, 2`
}
