import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { Refusal } from '../refusal.ts'
import { checkParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

/** Thrown when a parcel is to be closed while units still lie on the shelf. */
class NotAllPicked extends Refusal {
  constructor(missing: number) {
    super(409, 'not_all_picked', `${missing} ${missing === 1 ? 'unit is' : 'units are'} not picked yet.`)
  }
}

/** Closes a parcel in which every unit lies. */
export async function packParcel(
  tx: TenantTx,
  input: { fulfillmentId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  checkParcelStep(parcel.status, 'packed')
  const rows = await tx.$queryRaw<{ missing: number }[]>`
    select coalesce(sum(quantity - picked_quantity), 0)::int as missing from fulfillment_lines
    where tenant_id = ${tx.tenantId}::uuid and fulfillment_id = ${parcel.id}::uuid`
  if (rows[0]!.missing > 0) throw new NotAllPicked(rows[0]!.missing)
  await tx.$executeRaw`
    update fulfillments set status = 'packed', packed_at = ${new Date()}, version = version + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await audit(tx, by, {
    action: 'order.packed',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id },
  })
  return advanceOrder(tx, parcel.orderId, 'packed')
}
