import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { releaseAllocations, returnStock } from '../inventory/index.ts'
import { requestRefund } from '../payments/index.ts'
import { InvalidInput } from '../refusal.ts'
import { digitalLines, revokeDigital } from './digital/revoke-digital.ts'
import { OrderNotReady } from './errors.ts'
import { announceOrder, bumpOrder, demand, lockOrder, type LockedOrder } from './lock-order.ts'
import { readPieces } from './order-pieces.ts'
import { priceRefund, type RefundableOrder, type RefundChoice } from './price-refund.ts'
import { refundableOrder } from './refundable-order.ts'
import { shippedUnits, takeUnits, uncountedUnits, unitsOfOrder } from './units-of-order.ts'

export type RefundOrder = RefundChoice & {
  orderId: string
  version: number
  /** Instead of what the chosen things cost: an amount that was agreed on. */
  amountMinor?: bigint | undefined
  /** Whether the units go back on the shelf; those that have not left are no longer shipped. */
  restock: boolean
  reason: string
}

/** The line under which a refund's rows keep that the delivery was refunded. */
const DELIVERY_LINE = 'delivery'

/**
 * Gives money of an order back, in part or in whole. What is promised is set aside on the locked payment, so refunds on
 * their way and settled ones together never exceed what was captured. Throws InvalidInput, OrderNotReady.
 */
export async function refundOrder(
  tx: TenantTx,
  input: RefundOrder,
  by: By & { id: string },
): Promise<{ version: number; amountMinor: bigint }> {
  const order = await lockOrder(tx, input.orderId, input.version)
  demand('refund', order)
  const refundable = await refundableOrder(tx, order.id)
  checkChoice(refundable, input)
  const amountMinor = amountOf(refundable, input)
  const lines = input.lines.filter(({ quantity }) => quantity > 0)
  const digital = await digitalLines(tx, order.id)
  const isDigital = ({ orderLineId }: { orderLineId: string }) => digital.has(orderLineId)
  const things = lines.filter((line) => !isDigital(line))
  if (input.restock && (things.length > 0 || lines.length === 0)) await putBack(tx, order, things, input.reason)
  await letGo(tx, order.id, lines.filter(isDigital))
  await noteRefunded(tx, lines)
  if (digital.size > 0) await revokeDigital(tx, order.id)
  const kept = input.delivery ? [...lines, { orderLineId: DELIVERY_LINE, quantity: 1 }] : lines
  await requestRefund(tx, {
    orderId: order.id,
    amountMinor,
    reason: input.reason,
    restock: input.restock,
    lines: kept,
    createdBy: by.id,
  })
  await closeWhenEmpty(tx, order)
  const version = await bumpOrder(tx, order.id)
  await audit(tx, by, {
    action: 'order.refund_requested',
    subjectKind: 'order',
    subjectId: order.id,
    changes: {
      amountMinor,
      currency: order.currency,
      reason: input.reason,
      restock: input.restock,
      units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    },
  })
  announceOrder(tx, { id: order.id, version }, 'refund_requested')
  return { version, amountMinor }
}

function checkChoice(order: RefundableOrder, input: RefundOrder): void {
  // Each line is judged by itself below, so one that is named twice would come back twice.
  if (new Set(input.lines.map(({ orderLineId }) => orderLineId)).size < input.lines.length)
    throw new InvalidInput({ lines: 'Name each line once.' })
  for (const { orderLineId, quantity } of input.lines) {
    const line = order.lines.find((row) => row.orderLineId === orderLineId)
    if (!line) throw new InvalidInput({ lines: 'A line is not part of this order.' })
    const left = line.quantity - line.refundedQuantity
    if (quantity > left)
      throw new InvalidInput({
        [`quantity.${orderLineId}`]:
          left === 0 ? 'All units of this line are refunded.' : `At most ${left} can be refunded.`,
      })
  }
  if (input.delivery && order.deliveryRefunded)
    throw new InvalidInput({ delivery: 'The delivery is refunded already.' })
}

function amountOf(order: RefundableOrder, input: RefundOrder): bigint {
  const amountMinor = input.amountMinor ?? priceRefund(order, input).amountMinor
  if (amountMinor <= 0n) throw new InvalidInput({ amount: 'Choose units or type an amount above zero.' })
  if (amountMinor > order.refundableMinor)
    throw new InvalidInput({ amount: 'This is more than is left of what was captured.' })
  return amountMinor
}

/** Units that are still set aside go back on sale and are no longer shipped; units that have left come back on hand. */
async function putBack(tx: TenantTx, order: LockedOrder, lines: RefundChoice['lines'], reason: string): Promise<void> {
  if (order.fulfillmentStatus === 'picking' || order.fulfillmentStatus === 'packed') {
    throw new OrderNotReady('The order is being picked. Cancel its parcel first, or refund without putting units back.')
  }
  const [aside, left] = [await unitsOfOrder(tx, order.id), await shippedUnits(tx, order.id)]
  const pieces = await readPieces(tx, order.id)
  const wanted = lines.flatMap(({ orderLineId, quantity }) =>
    pieces
      .filter((piece) => piece.orderLineId === orderLineId)
      .map(({ variantId, per }) => ({ orderLineId, variantId, quantity: quantity * per })),
  )
  const released = wanted.flatMap((one) => takeUnits(aside, one))
  const returned = wanted.flatMap((one) => {
    const found = released.filter((unit) => unit.orderLineId === one.orderLineId && unit.variantId === one.variantId)
    const open = one.quantity - found.reduce((sum, unit) => sum + unit.quantity, 0)
    return takeUnits(left, { ...one, quantity: open })
  })
  await releaseAllocations(tx, released)
  await returnStock(tx, returned, reason)
}

/** What was not handed out yet is no longer owed; a key that was given stays given, and never goes back on sale. */
async function letGo(tx: TenantTx, orderId: string, lines: RefundChoice['lines']): Promise<void> {
  if (lines.length === 0) return
  const aside = await unitsOfOrder(tx, orderId)
  const variants = new Map(aside.map(({ orderLineId, variantId }) => [orderLineId, variantId]))
  const released = lines.flatMap((line) =>
    takeUnits(aside, { ...line, variantId: variants.get(line.orderLineId) ?? '' }),
  )
  await releaseAllocations(tx, released)
}

async function noteRefunded(tx: TenantTx, lines: RefundChoice['lines']): Promise<void> {
  await tx.$executeRaw`
    update order_lines l set refunded_quantity = l.refunded_quantity + r.quantity
    from unnest(${lines.map((line) => line.orderLineId)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) as r(order_line_id, quantity)
    where l.tenant_id = ${tx.tenantId}::uuid and l.id = r.order_line_id`
}

/** An order of which nothing is left to ship waits for nobody any more. */
async function closeWhenEmpty(tx: TenantTx, order: LockedOrder): Promise<void> {
  if (order.fulfillmentStatus !== 'unfulfilled') return
  const left = [...(await unitsOfOrder(tx, order.id)), ...(await uncountedUnits(tx, order.id))]
  if (left.length > 0) return
  await tx.$executeRaw`
    update orders set status = 'closed' where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid and status = 'open'`
}
