import { Prisma, type TenantTx } from '@souk/db'

/**
 * What can be sold now of the variant `v` of the statement around it: inventory's rule for what is available, as a
 * column, so that a list is one statement. A bundle is as many as its components make. A test holds the two equal.
 */
export const availableUnits = (tx: TenantTx): Prisma.Sql => Prisma.sql`(case when v.bundle then coalesce((
    select min(case when c.status = 'archived' then 0 when c.track_stock and not c.backorder
      then coalesce(${onShelf(tx, Prisma.sql`c`)}, 0) / b.quantity else 9999 end)
    from bundle_components b join product_variants c on c.tenant_id = ${tx.tenantId}::uuid and c.id = b.component_variant_id
    where b.tenant_id = ${tx.tenantId}::uuid and b.bundle_variant_id = v.id), 0)::int
  else ${onShelf(tx, Prisma.sql`v`)} end)`

/** Whether the variant `v` can run out: a bundle always may, by its components. */
export const isCounted = Prisma.sql`(v.bundle or (v.track_stock and not v.backorder))`

const onShelf = (tx: TenantTx, variant: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select greatest(0, coalesce(sum(l.on_hand - l.allocated - l.reserved - l.safety_stock) filter (where w.active), 0)
    + coalesce((select sum(r.quantity) from reservations r where r.tenant_id = ${tx.tenantId}::uuid and r.variant_id = ${variant}.id
        and r.status = 'held' and r.expires_at <= now()), 0))::int
  from stock_levels l join warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
  where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = ${variant}.id)`
