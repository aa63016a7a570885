import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { checkParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

/** Gives up a parcel before it leaves; its units stay set aside for the order and can be picked again. */
export async function cancelParcel(
  tx: TenantTx,
  input: { fulfillmentId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  checkParcelStep(parcel.status, 'cancelled')
  await tx.$executeRaw`
    update fulfillments set status = 'cancelled', cancelled_at = ${new Date()}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await audit(tx, by, {
    action: 'order.parcel_cancelled',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id },
  })
  return advanceOrder(tx, parcel.orderId, 'parcel_cancelled')
}
