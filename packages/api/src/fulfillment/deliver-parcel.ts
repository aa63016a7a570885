import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { checkParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

/** Notes that a parcel has arrived; with its last parcel the order is closed. */
export async function deliverParcel(
  tx: TenantTx,
  input: { fulfillmentId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  checkParcelStep(parcel.status, 'delivered')
  await tx.$executeRaw`
    update fulfillments set status = 'delivered', delivered_at = ${new Date()}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await audit(tx, by, {
    action: 'order.delivered',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id },
  })
  return advanceOrder(tx, parcel.orderId, 'delivered')
}
