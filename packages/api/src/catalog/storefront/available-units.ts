import { Prisma, type TenantTx } from '@souk/db'

/**
 * What can be sold now of the variant `v` of the statement around it: inventory's rule for what is available, as a
 * column, so that a list is one statement. A test holds the two equal.
 */
export const availableUnits = (tx: TenantTx): Prisma.Sql => Prisma.sql`(
  select greatest(0, coalesce(sum(l.on_hand - l.allocated - l.reserved - l.safety_stock) filter (where w.active), 0)
    + coalesce((select sum(r.quantity) from reservations r where r.tenant_id = ${tx.tenantId}::uuid and r.variant_id = v.id
        and r.status = 'held' and r.expires_at <= now()), 0))::int
  from stock_levels l join warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
  where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = v.id)`
