import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { IllegalParcelStep } from './fulfillment-status.ts'
import { advanceOrder, lockParcel } from './lock-parcel.ts'

export type PickLines = {
  fulfillmentId: string
  version: number
  /** Of a bundle each part is picked by itself, named by its variant. */
  lines: { orderLineId: string; variantId?: string | undefined; pickedQuantity: number }[]
}

/** Notes how many units of each line lie in the parcel's box. */
export async function pickLines(tx: TenantTx, input: PickLines, by: By): Promise<{ version: number }> {
  const parcel = await lockParcel(tx, input)
  if (parcel.status !== 'picking') throw new IllegalParcelStep(parcel.status, 'picking')
  const lines = await tx.$queryRaw<{ orderLineId: string; variantId: string; quantity: number }[]>`
    select order_line_id as "orderLineId", variant_id as "variantId", quantity from fulfillment_lines
    where tenant_id = ${tx.tenantId}::uuid and fulfillment_id = ${parcel.id}::uuid`
  const picked = input.lines.map(({ orderLineId, variantId, pickedQuantity }) => {
    const found = lines.filter(
      (row) => row.orderLineId === orderLineId && (variantId === undefined || row.variantId === variantId),
    )
    const [line] = found
    if (!line) throw new InvalidInput({ lines: 'A line is not part of this parcel.' })
    if (found.length > 1) throw new InvalidInput({ lines: 'Say which part of the bundle was picked.' })
    if (pickedQuantity > line.quantity)
      throw new InvalidInput({ lines: `At most ${line.quantity} units of this line go into the parcel.` })
    return { ...line, quantity: pickedQuantity }
  })
  await tx.$executeRaw`
    update fulfillment_lines l set picked_quantity = p.quantity
    from unnest(${picked.map((l) => l.orderLineId)}::uuid[], ${picked.map((l) => l.variantId)}::uuid[], ${picked.map((l) => l.quantity)}::int[])
      as p(order_line_id, variant_id, quantity)
    where l.tenant_id = ${tx.tenantId}::uuid and l.fulfillment_id = ${parcel.id}::uuid and l.order_line_id = p.order_line_id
      and l.variant_id = p.variant_id`
  await tx.$executeRaw`
    update fulfillments set version = version + 1 where tenant_id = ${tx.tenantId}::uuid and id = ${parcel.id}::uuid`
  await audit(tx, by, {
    action: 'order.picked',
    subjectKind: 'order',
    subjectId: parcel.orderId,
    changes: { parcel: parcel.id, units: input.lines.reduce((sum, line) => sum + line.pickedQuantity, 0) },
  })
  return advanceOrder(tx, parcel.orderId, 'picked')
}
