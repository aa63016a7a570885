import type { TenantTx } from '@souk/db'
import type { ParcelStatus } from './fulfillment-status.ts'

export type Parcel = {
  id: string
  status: ParcelStatus
  version: number
  warehouse: string
  carrier: string | null
  trackingNumber: string | null
  createdAt: Date
  packedAt: Date | null
  shippedAt: Date | null
  deliveredAt: Date | null
  cancelledAt: Date | null
  lines: ParcelLine[]
}
export type ParcelLine = {
  orderLineId: string
  variantId: string
  /** The bundle that a part belongs to; null for what is sold by itself. */
  bundle: string | null
  title: string
  variantTitle: string
  sku: string | null
  quantity: number
  pickedQuantity: number
}

/** The parcels of an order with their lines, the first opened first. */
export async function listParcels(tx: TenantTx, orderId: string): Promise<Parcel[]> {
  const parcels = await tx.$queryRaw<Omit<Parcel, 'lines'>[]>`
    select f.id, f.status, f.version, w.name as warehouse, f.carrier, f.tracking_number as "trackingNumber",
      f.created_at as "createdAt", f.packed_at as "packedAt", f.shipped_at as "shippedAt", f.delivered_at as "deliveredAt",
      f.cancelled_at as "cancelledAt"
    from fulfillments f join warehouses w on w.tenant_id = f.tenant_id and w.id = f.warehouse_id
    where f.tenant_id = ${tx.tenantId}::uuid and f.order_id = ${orderId}::uuid order by f.id`
  const lines = await tx.$queryRaw<(ParcelLine & { fulfillmentId: string })[]>`
    select f.fulfillment_id as "fulfillmentId", f.order_line_id as "orderLineId", f.variant_id as "variantId",
      case when c.title is not null then l.title end as bundle, coalesce(c.title, l.title) as title,
      case when c.title is null then l.variant_title else c.variant_title end as "variantTitle", case when c.title is null then l.sku else c.sku end as sku,
      f.quantity, f.picked_quantity as "pickedQuantity"
    from fulfillment_lines f join order_lines l on l.tenant_id = f.tenant_id and l.id = f.order_line_id
    left join order_line_components c on c.tenant_id = f.tenant_id and c.order_line_id = f.order_line_id and c.variant_id = f.variant_id
    where f.tenant_id = ${tx.tenantId}::uuid and f.fulfillment_id = any(${parcels.map(({ id }) => id)}::uuid[]) order by l.position, c.position`
  return parcels.map((parcel) => ({
    ...parcel,
    lines: lines.filter(({ fulfillmentId }) => fulfillmentId === parcel.id),
  }))
}
