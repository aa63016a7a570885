import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { shipStock, type LineUnits } from '../inventory/index.ts'
import { demand } from '../orders/index.ts'
import { checkParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

export type ShipParcel = { fulfillmentId: string; version: number; carrier: string; trackingNumber: string }

/** Hands a packed parcel to the carrier: its units leave on hand now, in the same transaction. */
export async function shipParcel(tx: TenantTx, input: ShipParcel, by: By): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  checkParcelStep(parcel.status, 'shipped')
  demand('ship', parcel.order)
  const units = await tx.$queryRaw<(LineUnits & { counted: boolean })[]>`
    select f.order_line_id as "orderLineId", l.variant_id as "variantId", ${parcel.warehouseId} as "warehouseId", f.quantity,
      exists (select from allocations a where a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = l.id) as counted
    from fulfillment_lines f join order_lines l on l.tenant_id = f.tenant_id and l.id = f.order_line_id
    where f.tenant_id = ${tx.tenantId}::uuid and f.fulfillment_id = ${parcel.id}::uuid order by l.position`
  // What is sold without counting stock was never claimed, and its leaving is no movement.
  const claimed = units.filter(({ counted }) => counted)
  await shipStock(tx, claimed, parcel.id)
  await tx.$executeRaw`
    update order_lines l set shipped_quantity = l.shipped_quantity + u.quantity
    from unnest(${units.map((u) => u.orderLineId)}::uuid[], ${units.map((u) => u.quantity)}::int[]) as u(order_line_id, quantity)
    where l.tenant_id = ${tx.tenantId}::uuid and l.id = u.order_line_id`
  await tx.$executeRaw`
    update fulfillments set status = 'shipped', carrier = ${input.carrier}, tracking_number = ${input.trackingNumber},
      shipped_at = ${new Date()}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await audit(tx, by, {
    action: 'order.shipped',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id, carrier: input.carrier, trackingNumber: input.trackingNumber },
  })
  return advanceOrder(tx, parcel.orderId, 'shipped')
}
