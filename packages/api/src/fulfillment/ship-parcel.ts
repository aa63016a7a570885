import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { shipStock, type LineUnits } from '../inventory/index.ts'
import { demand, piecesOfOrder } from '../orders/index.ts'
import { checkParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

export type ShipParcel = { fulfillmentId: string; version: number; carrier: string; trackingNumber: string }

/** Hands a packed parcel to the carrier: its units leave on hand now, in the same transaction. */
export async function shipParcel(tx: TenantTx, input: ShipParcel, by: By): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  checkParcelStep(parcel.status, 'shipped')
  demand('ship', parcel.order)
  const units = await tx.$queryRaw<(LineUnits & { counted: boolean })[]>`
    select f.order_line_id as "orderLineId", f.variant_id as "variantId", ${parcel.warehouseId} as "warehouseId", f.quantity,
      exists (select from allocations a where a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = l.id
        and a.variant_id = f.variant_id) as counted
    from fulfillment_lines f join order_lines l on l.tenant_id = f.tenant_id and l.id = f.order_line_id
    where f.tenant_id = ${tx.tenantId}::uuid and f.fulfillment_id = ${parcel.id}::uuid order by l.position, f.variant_id`
  // What is sold without counting stock was never claimed, and its leaving is no movement.
  const claimed = units.filter(({ counted }) => counted)
  await shipStock(tx, claimed, parcel.id)
  await tx.$executeRaw`
    update fulfillments set status = 'shipped', carrier = ${input.carrier}, tracking_number = ${input.trackingNumber},
      shipped_at = ${new Date()}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await noteShipped(tx, parcel.orderId)
  await audit(tx, by, {
    action: 'order.shipped',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id, carrier: input.carrier, trackingNumber: input.trackingNumber },
  })
  return advanceOrder(tx, parcel.orderId, 'shipped')
}

/**
 * How many pieces of each line have left by now: of a bundle as many as every one of its parts makes, since its parts may leave
 * from several warehouses, one parcel after the other.
 */
async function noteShipped(tx: TenantTx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    with gone as (
      select f.order_line_id, f.variant_id, sum(f.quantity) as units
      from fulfillment_lines f join fulfillments p on p.tenant_id = f.tenant_id and p.id = f.fulfillment_id
      where f.tenant_id = ${tx.tenantId}::uuid and p.order_id = ${orderId}::uuid and p.status in ('shipped', 'delivered')
      group by 1, 2),
    pieces as (
      select p.order_line_id, min(floor(coalesce(g.units, 0) / p.per))::int as quantity
      from ${piecesOfOrder(tx, orderId)} p
      left join gone g on g.order_line_id = p.order_line_id and g.variant_id = p.variant_id group by 1)
    update order_lines l set shipped_quantity = p.quantity
    from pieces p where l.tenant_id = ${tx.tenantId}::uuid and l.id = p.order_line_id and l.shipped_quantity <> p.quantity`
}
