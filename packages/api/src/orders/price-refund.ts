import { share } from '../pricing/index.ts'

export type RefundableLine = {
  orderLineId: string
  quantity: number
  refundedQuantity: number
  /** What the line cost in all, as the shopper saw it; without tax when the shop's prices are without. */
  totalMinor: bigint
  taxMinor: bigint
}

export type RefundableOrder = {
  lines: RefundableLine[]
  deliveryMinor: bigint
  /** Tax on the delivery, when tax comes on top of prices; otherwise it is contained. */
  deliveryTaxMinor: bigint
  pricesIncludeTax: boolean
  deliveryRefunded: boolean
  refundableMinor: bigint
}

export type RefundChoice = { lines: { orderLineId: string; quantity: number }[]; delivery: boolean }

export type RefundPreview = {
  lines: { orderLineId: string; quantity: number; amountMinor: bigint }[]
  deliveryMinor: bigint
  /** What the chosen things cost together. */
  chosenMinor: bigint
  /** The same, but never more than what is left of the captured money. */
  amountMinor: bigint
}

/**
 * Prices a refund of units and of the delivery. Pure. A line's money is shared over its units exactly: refunding the units one
 * by one gives in the end, to the cent, what the line had cost, tax included.
 */
export function priceRefund(order: RefundableOrder, choice: RefundChoice): RefundPreview {
  const lines = choice.lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ orderLineId, quantity }) => {
      const line = order.lines.find((row) => row.orderLineId === orderLineId)
      return { orderLineId, quantity, amountMinor: line ? unitsMinor(line, quantity, order.pricesIncludeTax) : 0n }
    })
  const delivery = order.deliveryMinor + (order.pricesIncludeTax ? 0n : order.deliveryTaxMinor)
  const deliveryMinor = choice.delivery && !order.deliveryRefunded ? delivery : 0n
  const chosenMinor = lines.reduce((sum, line) => sum + line.amountMinor, deliveryMinor)
  return {
    lines,
    deliveryMinor,
    chosenMinor,
    amountMinor: chosenMinor < order.refundableMinor ? chosenMinor : order.refundableMinor,
  }
}

/** What the next `quantity` units of a line are worth: the share of all refunded then, less the share of those refunded before. */
function unitsMinor(line: RefundableLine, quantity: number, pricesIncludeTax: boolean): bigint {
  const paid = line.totalMinor + (pricesIncludeTax ? 0n : line.taxMinor)
  const upTo = (units: number) => share(paid, [BigInt(units), BigInt(line.quantity - units)])[0]!
  const after = Math.min(line.refundedQuantity + quantity, line.quantity)
  return upTo(after) - upTo(line.refundedQuantity)
}
