import { Prisma, type TenantTx } from '@souk/db'

type Refreshed = { id: string; productId: string; flipped: boolean; part: boolean }

/**
 * Keeps what can be sold of these variants, after their levels changed, and with it their bundles and whether their products
 * are sold out. Their levels stay locked until the commit, so nobody keeps a number that another sale has made old. What stays
 * as it was is not written.
 */
export async function refreshStock(tx: TenantTx, variantIds: string[]): Promise<void> {
  if (variantIds.length === 0) return
  const changed = await tx.$queryRaw<Refreshed[]>`
    with locked as materialized (
      select variant_id, on_hand - allocated - reserved - safety_stock as units from stock_levels
      where tenant_id = ${tx.tenantId}::uuid and variant_id = any(${variantIds}::uuid[])
      order by variant_id, warehouse_id for update),
    sums as (select variant_id, sum(units)::int as units from locked group by 1)
    insert into variant_stock as s (tenant_id, variant_id, available)
    select ${tx.tenantId}::uuid, v.id, sums.units
    from sums join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = sums.variant_id
    where not v.bundle order by v.id
    on conflict (tenant_id, variant_id) do update set available = excluded.available
      where s.available is distinct from excluded.available
    returning s.variant_id as id, ${flipped} as flipped, ${productOf} as "productId", exists (
      select from bundle_components b where b.tenant_id = s.tenant_id and b.component_variant_id = s.variant_id) as part`
  const parts = changed.filter(({ part }) => part).map(({ id }) => id)
  const bundles = parts.length > 0 ? await refreshBundles(tx, bundlesWith(tx, parts)) : []
  await refreshSoldOut(
    tx,
    [...changed, ...bundles].filter((one) => one.flipped).map(({ productId }) => productId),
  )
}

/**
 * The same after products or their variants changed: what is counted, what is still sold, what a bundle is made of. Every
 * path that changes a product ends in touch-product.ts or touch-products.ts, which call this.
 */
export async function refreshProductStock(tx: TenantTx, productIds: string[]): Promise<void> {
  if (productIds.length === 0) return
  const bundles = await refreshBundles(
    tx,
    Prisma.sql`(v.product_id = any(${productIds}::uuid[]) or v.id in (
      select b.bundle_variant_id from bundle_components b
      join product_variants c on c.tenant_id = ${tx.tenantId}::uuid and c.id = b.component_variant_id
      where b.tenant_id = ${tx.tenantId}::uuid and c.product_id = any(${productIds}::uuid[])))`,
  )
  await refreshSoldOut(tx, [...productIds, ...bundles.map(({ productId }) => productId)])
}

const flipped = Prisma.sql`(old.available > 0) is distinct from (new.available > 0)`
const productOf = Prisma.sql`(
  select v.product_id from product_variants v where v.tenant_id = s.tenant_id and v.id = s.variant_id)`

const bundlesWith = (tx: TenantTx, parts: string[]): Prisma.Sql => Prisma.sql`v.id in (
  select b.bundle_variant_id from bundle_components b
  where b.tenant_id = ${tx.tenantId}::uuid and b.component_variant_id = any(${parts}::uuid[]))`

/** Two sales of two parts of a bundle hold no row in common; so each takes its turn on the bundle's row, and reads then. */
async function refreshBundles(tx: TenantTx, which: Prisma.Sql): Promise<Omit<Refreshed, 'part'>[]> {
  const bundles = await tx.$queryRaw<{ id: string }[]>`
    select v.id from product_variants v where v.tenant_id = ${tx.tenantId}::uuid and v.bundle and ${which}
    order by v.id for no key update`
  if (bundles.length === 0) return []
  return tx.$queryRaw`
    insert into variant_stock as s (tenant_id, variant_id, available)
    select ${tx.tenantId}::uuid, v.id, min(case when c.id is null or c.status = 'archived' then 0
      when c.track_stock and not c.backorder then greatest(0, coalesce(a.available, 0)) / b.quantity end)
    from product_variants v
    left join bundle_components b on b.tenant_id = v.tenant_id and b.bundle_variant_id = v.id
    left join product_variants c on c.tenant_id = v.tenant_id and c.id = b.component_variant_id
    left join variant_stock a on a.tenant_id = v.tenant_id and a.variant_id = c.id
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${bundles.map(({ id }) => id)}::uuid[])
    group by v.id order by v.id
    on conflict (tenant_id, variant_id) do update set available = excluded.available
      where s.available is distinct from excluded.available
    returning s.variant_id as id, ${flipped} or new.available is null as flipped, ${productOf} as "productId"`
}

/** Two sales of the last units of two variants of one product hold no row in common either: they take turns on its row. */
async function refreshSoldOut(tx: TenantTx, productIds: string[]): Promise<void> {
  if (productIds.length === 0) return
  const ids = [...new Set(productIds)]
  await tx.$queryRaw`
    select 1 from product_stock where tenant_id = ${tx.tenantId}::uuid and product_id = any(${ids}::uuid[])
    order by product_id for no key update`
  await tx.$executeRaw`
    insert into product_stock as s (tenant_id, product_id, sold_out)
    select ${tx.tenantId}::uuid, p.id, coalesce(bool_or(c.counted) and not bool_or(c.counted and coalesce(a.available, 0) > 0), false)
    from products p
    left join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active'
    left join variant_stock a on a.tenant_id = v.tenant_id and a.variant_id = v.id
    left join lateral (select case when v.bundle then a.available is not null else v.track_stock end as counted) c on true
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${ids}::uuid[])
    group by p.id order by p.id
    on conflict (tenant_id, product_id) do update set sold_out = excluded.sold_out where s.sold_out <> excluded.sold_out`
}
