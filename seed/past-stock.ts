import type { Moments, Past, PastOrder } from './past.ts'
import { uuidAt } from './uuid-at.ts'

export function addLineStock(past: Past, order: PastOrder, line: PastOrder['lines'][number], moments: Moments): void {
  const { variant, quantity } = line
  const level = past.levels.get(variant.id) ?? { left: 0, allocated: 0 }
  const move = (kind: string, signed: number, createdAt: Date) =>
    past.movements.push({
      ...past.common,
      id: uuidAt(createdAt),
      variantId: variant.id,
      quantity: signed,
      kind,
      orderLineId: line.id,
      createdAt,
    })
  move('allocated', quantity, moments.paidAt)
  if (moments.cancelledAt) move('released', -quantity, moments.cancelledAt)
  if (moments.shippedAt) move('shipped', -quantity, moments.shippedAt)
  const waiting = !moments.cancelledAt && !moments.shippedAt
  past.allocations.push({
    ...past.common,
    orderLineId: line.id,
    variantId: variant.id,
    quantity: waiting ? quantity : 0,
  })
  past.levels.set(variant.id, {
    left: level.left + (moments.shippedAt ? quantity : 0),
    allocated: level.allocated + (waiting ? quantity : 0),
  })
}

export function addParcel(past: Past, order: PastOrder, { shippedAt, deliveredAt }: Moments): void {
  const id = uuidAt(shippedAt!)
  past.fulfillments.push({
    ...past.common,
    id,
    orderId: order.id,
    status: deliveredAt ? 'delivered' : 'shipped',
    carrier: order.currency === 'JPY' ? 'Yamato' : 'DHL',
    trackingNumber: `00${340_434_000_000 + Number(order.number) * 7919}`,
    createdAt: shippedAt!,
    packedAt: shippedAt!,
    shippedAt,
    deliveredAt,
  })
  past.fulfillmentLines.push(
    ...order.lines.map((line) => ({
      tenantId: past.common.tenantId,
      fulfillmentId: id,
      orderLineId: line.id,
      variantId: line.variant.id,
      quantity: line.quantity,
      pickedQuantity: line.quantity,
    })),
  )
}
