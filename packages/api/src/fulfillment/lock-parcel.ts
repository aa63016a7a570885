import type { TenantTx } from '@souk/db'
import { announceOrder, lockOrder, type LockedOrder } from '../orders/index.ts'
import { NotFound, VersionConflict } from '../refusal.ts'
import { stepOfOrder, type ParcelStatus } from './fulfillment-status.ts'

export type LockedParcel = {
  id: string
  orderId: string
  warehouseId: string
  status: ParcelStatus
  version: number
  order: LockedOrder
}

/** Locks a parcel behind its order: the order's row comes first everywhere. Throws NotFound or VersionConflict. */
export async function lockParcel(
  tx: TenantTx,
  input: { fulfillmentId: string; version: number },
): Promise<LockedParcel> {
  const found = await tx.$queryRaw<{ orderId: string }[]>`
    select order_id as "orderId" from fulfillments where tenant_id = ${tx.tenantId}::uuid and id = ${input.fulfillmentId}::uuid`
  if (!found[0]) throw new NotFound('parcel')
  const order = await lockOrder(tx, found[0].orderId)
  const rows = await tx.$queryRaw<Omit<LockedParcel, 'order'>[]>`
    select id, order_id as "orderId", warehouse_id as "warehouseId", status, version from fulfillments
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.fulfillmentId}::uuid for update`
  const parcel = rows[0]!
  if (parcel.version !== input.version) throw new VersionConflict('parcel')
  return { ...parcel, order }
}

/** Brings the order to where its parcels are and tells everyone who looks at it. `what` is the deed, for the event. */
export async function advanceOrder(tx: TenantTx, orderId: string, what: string): Promise<{ version: number }> {
  const parcels = await tx.$queryRaw<{ status: ParcelStatus }[]>`
    select status from fulfillments where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid`
  const step = stepOfOrder(parcels.map(({ status }) => status))
  const now = new Date()
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    update orders set fulfillment_status = ${step}, version = version + 1, updated_at = ${now},
      shipped_at = case when ${step} in ('shipped', 'delivered') then coalesce(shipped_at, ${now}) end,
      delivered_at = case when ${step} = 'delivered' then coalesce(delivered_at, ${now}) end,
      status = case when ${step} = 'delivered' then 'closed' else status end
    where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid returning id, version`
  announceOrder(tx, rows[0]!, what)
  return { version: rows[0]!.version }
}
