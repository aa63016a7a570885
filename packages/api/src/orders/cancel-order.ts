import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { releaseAllocations, releaseHolds } from '../inventory/index.ts'
import { requestRefund, requestVoid } from '../payments/index.ts'
import { revokeDigital } from './digital/revoke-digital.ts'
import { announceOrder, demand, lockOrder, type LockedOrder } from './lock-order.ts'
import { unitsOfOrder } from './units-of-order.ts'

export type CancelOrder = { orderId: string; version?: number; reason: string }

/**
 * Calls an order off before a parcel has left: open parcels end, units go back on sale, and the money is let go when it was
 * only authorised, or given back when it was captured.
 */
export async function cancelOrder(tx: TenantTx, input: CancelOrder, by: By): Promise<{ version: number }> {
  const order = await lockOrder(tx, input.orderId, input.version)
  demand('cancel', order)
  const now = new Date()
  // A parcel that is being picked or packed ends with its order; none of these has left, the order's lock holds it so.
  await tx.$executeRaw`
    update fulfillments set status = 'cancelled', cancelled_at = ${now}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${order.id}::uuid and status in ('picking', 'packed')`
  const rows = await tx.$queryRaw<{ version: number }[]>`
    update orders set status = 'cancelled', fulfillment_status = 'unfulfilled', cancel_reason = ${input.reason}, cancelled_at = ${now},
      hold_expires_at = null, version = version + 1, updated_at = ${now}
    where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid returning version`
  await releaseHolds(tx, order.id)
  await releaseAllocations(tx, await unitsOfOrder(tx, order.id))
  await revokeDigital(tx, order.id)
  const money = await returnMoney(tx, order, input.reason, by)
  await audit(tx, by, {
    action: 'order.cancelled',
    subjectKind: 'order',
    subjectId: order.id,
    changes: { status: [order.status, 'cancelled'], reason: input.reason, ...money },
  })
  announceOrder(tx, { id: order.id, version: rows[0]!.version }, 'cancelled')
  return { version: rows[0]!.version }
}

async function returnMoney(tx: TenantTx, order: LockedOrder, reason: string, by: By): Promise<Record<string, unknown>> {
  await requestVoid(tx, { orderId: order.id })
  if (order.refundableMinor <= 0n) return {}
  const createdBy = by.kind === 'staff' ? by.id : null
  await requestRefund(tx, { orderId: order.id, amountMinor: order.refundableMinor, reason, restock: true, createdBy })
  return { refundMinor: order.refundableMinor, currency: order.currency }
}
