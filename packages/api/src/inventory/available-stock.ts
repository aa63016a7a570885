import { emit, Prisma, type TenantTx } from '@souk/db'
import { refreshStock } from './refresh-stock.ts'

export type VariantStock = { variantId: string; productId: string; available: number }

/** What a bundle shows when nothing of it is counted: as many as a cart holds of one thing. */
const UNCOUNTED = Prisma.sql`9999`

/**
 * What can be sold of each variant now, over all active warehouses: on hand - allocated - reserved - safety stock, with
 * expired holds treated as absent. Of a bundle as many as its components make: the least, over those that are counted, of
 * available by the quantity it takes. Never below zero.
 */
export async function availableStock(tx: TenantTx, variantIds: string[]): Promise<VariantStock[]> {
  if (variantIds.length === 0) return []
  const rows = await readStock(tx, Prisma.sql`v.id = any(${variantIds}::uuid[])`)
  return rows.map(({ bundle: _, ...stock }) => stock)
}

type StockRow = VariantStock & { bundle: boolean }

/** One statement for simple variants and bundles: each is the least of its pieces, a simple one being its own only piece. */
async function readStock(tx: TenantTx, which: Prisma.Sql): Promise<StockRow[]> {
  return tx.$queryRaw`
    with asked as (
      select v.id, v.product_id, v.bundle from product_variants v where v.tenant_id = ${tx.tenantId}::uuid and ${which}),
    pieces as (
      select a.id as variant_id, a.id as piece_id, 1 as quantity, true as counted, true as kept from asked a where not a.bundle
      union all
      select a.id, b.component_variant_id, b.quantity, c.track_stock and not c.backorder, c.status <> 'archived'
      from asked a join bundle_components b on b.tenant_id = ${tx.tenantId}::uuid and b.bundle_variant_id = a.id
      join product_variants c on c.tenant_id = ${tx.tenantId}::uuid and c.id = b.component_variant_id
      where a.bundle),
    shelves as (select distinct piece_id as id from pieces),
    expired as (
      select r.variant_id, sum(r.quantity) as quantity from reservations r
      where r.tenant_id = ${tx.tenantId}::uuid and r.variant_id in (select id from shelves) and r.status = 'held' and r.expires_at <= now()
      group by r.variant_id),
    stock as (
      select s.id, greatest(0, coalesce(sum(l.on_hand - l.allocated - l.reserved - l.safety_stock) filter (where w.active), 0)
        + coalesce(max(e.quantity), 0)) as units
      from shelves s
      left join stock_levels l on l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = s.id
      left join warehouses w on w.tenant_id = ${tx.tenantId}::uuid and w.id = l.warehouse_id
      left join expired e on e.variant_id = s.id group by s.id)
    select a.id as "variantId", a.product_id as "productId", a.bundle,
      coalesce(min(case when not p.kept then 0 when p.counted then floor(s.units / p.quantity) else ${UNCOUNTED} end), 0)::int as available
    from asked a left join pieces p on p.variant_id = a.id left join stock s on s.id = p.piece_id
    group by a.id, a.product_id, a.bundle order by a.id`
}

/**
 * Ends a change of stock: keeps what can be sold now, and tells every open page the new stock of the variants and of the
 * bundles they are part of. The number itself travels, so a thousand shoppers cause no reads.
 */
export async function announceStock(tx: TenantTx, variantIds: string[]): Promise<void> {
  const ids = [...new Set(variantIds)]
  if (ids.length === 0) return
  await refreshStock(tx, ids)
  const which = Prisma.sql`(v.id = any(${ids}::uuid[]) or v.id in (select bundle_variant_id from bundle_components
    where tenant_id = ${tx.tenantId}::uuid and component_variant_id = any(${ids}::uuid[])))`
  const first = await readStock(tx, which)
  const bundles = first.filter(({ bundle }) => bundle).map(({ variantId }) => variantId)
  const rows = bundles.length > 0 ? await readInTurn(tx, bundles, which) : first
  for (const { bundle: _, ...stock } of rows) {
    emit(tx, { name: 'stock.changed', topics: [`product:${stock.productId}`, 'stock'], payload: stock })
  }
}

/**
 * Two sales of two components of one bundle hold no row in common, and each would tell a number without the other. So whoever
 * tells a bundle's number takes its turn on the bundle's row, and reads after the one before has committed.
 */
async function readInTurn(tx: TenantTx, bundles: string[], which: Prisma.Sql): Promise<StockRow[]> {
  await tx.$queryRaw`
    select 1 from product_variants where tenant_id = ${tx.tenantId}::uuid and id = any(${bundles}::uuid[])
    order by id for no key update`
  return readStock(tx, which)
}
