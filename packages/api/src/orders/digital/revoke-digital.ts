import type { TenantTx } from '@souk/db'

/**
 * After units of an order were refunded or it was cancelled: downloads of lines that are refunded whole are closed, tickets
 * with them, and as many keys as were refunded are marked as revoked, the newest first. A key never returns to the pool.
 */
export async function revokeDigital(tx: TenantTx, orderId: string): Promise<void> {
  const now = new Date()
  await tx.$executeRaw`
    update digital_downloads d set revoked_at = ${now}, ticket_hash = null, ticket_expires_at = null
    from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where d.tenant_id = ${tx.tenantId}::uuid and l.tenant_id = ${tx.tenantId}::uuid and l.id = d.order_line_id
      and l.order_id = ${orderId}::uuid and d.revoked_at is null and (l.refunded_quantity >= l.quantity or o.status = 'cancelled')`
  await tx.$executeRaw`
    with ranked as (
      select k.id, row_number() over (partition by k.order_line_id order by k.id desc) as place,
        case when o.status = 'cancelled' then l.quantity else l.refunded_quantity - (l.quantity - d.keys_given) end as back
      from license_keys k
      join order_lines l on l.tenant_id = k.tenant_id and l.id = k.order_line_id
      join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
      join digital_deliveries d on d.tenant_id = l.tenant_id and d.order_line_id = l.id
      where k.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid)
    update license_keys k set revoked_at = ${now} from ranked r
    where k.tenant_id = ${tx.tenantId}::uuid and k.id = r.id and r.place <= r.back and k.revoked_at is null`
  await tx.$executeRaw`
    update digital_deliveries d set owed_since = null from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where d.tenant_id = ${tx.tenantId}::uuid and l.tenant_id = ${tx.tenantId}::uuid and l.id = d.order_line_id and l.order_id = ${orderId}::uuid
      and d.owed_since is not null and (o.status = 'cancelled' or l.quantity - l.refunded_quantity <= d.keys_given)`
}

/** The lines of an order that no parcel carries, whatever stands on their variants today. */
export async function digitalLines(tx: TenantTx, orderId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select d.order_line_id as id from digital_deliveries d join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
    where d.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid`
  return new Set(rows.map(({ id }) => id))
}

/** Whether an order has lines and all of them are digital: its money is taken at once, and nobody has to pack it. */
export async function isAllDigital(tx: TenantTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ all: boolean }[]>`
    select coalesce(bool_and(d.order_line_id is not null), false) as all from order_lines l
    left join digital_deliveries d on d.tenant_id = l.tenant_id and d.order_line_id = l.id
    where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid`
  return rows[0]!.all
}
