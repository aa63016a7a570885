import { emit, type TenantTx } from '@souk/db'

export type VariantStock = { variantId: string; productId: string; available: number }

/**
 * What can be sold of each variant now, over all active warehouses: on hand - allocated - reserved - safety stock, with
 * expired holds treated as absent. Never below zero.
 */
export async function availableStock(tx: TenantTx, variantIds: string[]): Promise<VariantStock[]> {
  if (variantIds.length === 0) return []
  return tx.$queryRaw`
    with expired as (
      select variant_id, sum(quantity) as quantity from reservations
      where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variantIds}::uuid[]) and status = 'held' and expires_at <= now()
      group by variant_id)
    select v.id as "variantId", v.product_id as "productId",
      greatest(0, coalesce(sum(l.on_hand - l.allocated - l.reserved - l.safety_stock) filter (where w.active), 0)
        + coalesce(max(e.quantity), 0))::int as available
    from product_variants v
    left join stock_levels l on l.tenant_id = v.tenant_id and l.variant_id = v.id
    left join warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
    left join expired e on e.variant_id = v.id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${variantIds}::uuid[])
    group by v.id, v.product_id order by v.id`
}

/** Tells every open page the new stock of variants: the number itself travels, so a thousand shoppers cause no reads. */
export async function announceStock(tx: TenantTx, variantIds: string[]): Promise<void> {
  for (const stock of await availableStock(tx, [...new Set(variantIds)])) {
    emit(tx, { name: 'stock.changed', topics: [`product:${stock.productId}`, 'stock'], payload: stock })
  }
}
