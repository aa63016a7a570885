import type { TenantTx } from '@souk/db'

/** Keeps on which terms an order's digital lines were sold: the good may change, or be a thing again, before it is paid. */
export async function promiseDigital(tx: TenantTx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    insert into digital_deliveries (tenant_id, order_line_id, variant_id, sells_keys, downloads_max, valid_days)
    select l.tenant_id, l.id, l.variant_id, g.sells_keys, g.downloads_max, g.valid_days
    from order_lines l join digital_goods g on g.tenant_id = l.tenant_id and g.variant_id = l.variant_id
    where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid`
}
