import type { PricedOrder } from '@souk/api/pricing'
import type { Prisma } from '@souk/db'
import type { DemoOutcome } from './demo-orders.ts'
import { addJournal, addPayment, addRefund } from './past-money.ts'
import { addLineStock, addParcel } from './past-stock.ts'
import { uuidAt } from './uuid-at.ts'
import type { SeededVariant } from './write-catalogue.ts'

/** An order of the past, priced, before it is spread over the tables. */
export type PastOrder = {
  id: string
  number: bigint
  placedAt: Date
  currency: string
  outcome: DemoOutcome
  customerId: string | null
  email: string
  name: string
  address: Prisma.InputJsonObject
  method: { id: string; name: string }
  lines: { id: string; variant: SeededVariant; quantity: number }[]
  priced: PricedOrder
  origin: string
}

/** The rows of a shop's past by table, and what they leave on the shelf by variant. */
export type Past = {
  common: { tenantId: string; warehouseId: string }
  /** Who packed and sent, as the audit log names them. */
  packer: { actorKind: 'staff'; actorId: string; actorName: string }
  orders: Prisma.OrderCreateManyInput[]
  orderLines: Prisma.OrderLineCreateManyInput[]
  payments: Prisma.PaymentCreateManyInput[]
  charges: Prisma.SandboxChargeCreateManyInput[]
  refunds: Prisma.RefundCreateManyInput[]
  fulfillments: Prisma.FulfillmentCreateManyInput[]
  fulfillmentLines: Prisma.FulfillmentLineCreateManyInput[]
  allocations: Prisma.AllocationCreateManyInput[]
  movements: Prisma.StockMovementCreateManyInput[]
  entries: Prisma.JournalEntryCreateManyInput[]
  entryLines: Prisma.JournalLineCreateManyInput[]
  deeds: Prisma.AuditEntryCreateManyInput[]
  levels: Map<string, { left: number; allocated: number; onHand?: number }>
}

export const emptyPast = (tenantId: string, warehouseId: string, packer: Past['packer']): Past => ({
  common: { tenantId, warehouseId },
  packer,
  orders: [],
  orderLines: [],
  payments: [],
  charges: [],
  refunds: [],
  fulfillments: [],
  fulfillmentLines: [],
  allocations: [],
  movements: [],
  entries: [],
  entryLines: [],
  deeds: [],
  levels: new Map(),
})

const HOUR = 3_600_000
const later = (moment: Date, hours: number): Date =>
  new Date(Math.min(moment.getTime() + hours * HOUR, Date.now() - 30_000))

const PAID = { delivered: 'paid', shipped: 'paid', paid: 'paid', cancelled: 'voided', refunded: 'refunded' } as const
const SENT = {
  delivered: 'delivered',
  shipped: 'shipped',
  paid: 'unfulfilled',
  cancelled: 'unfulfilled',
  refunded: 'delivered',
} as const

export type Moments = { paidAt: Date; shippedAt: Date | null; deliveredAt: Date | null; cancelledAt: Date | null }

/** Spreads one order over the tables. An order that reads `paid` today waits to be picked; today's newest waits to be captured. */
export function addOrder(past: Past, order: PastOrder): void {
  const { outcome, placedAt } = order
  const sent = SENT[outcome] !== 'unfulfilled'
  const moments: Moments = {
    paidAt: later(placedAt, 0.02),
    shippedAt: sent ? later(placedAt, 20) : null,
    deliveredAt: SENT[outcome] === 'delivered' ? later(placedAt, 66) : null,
    cancelledAt: outcome === 'cancelled' ? later(placedAt, 3) : null,
  }
  const captured = outcome !== 'cancelled' && !(outcome === 'paid' && Date.now() - placedAt.getTime() < 18 * HOUR)
  addOrderRows(past, order, moments, captured)
  const paymentId = addPayment(past, order, moments, captured)
  if (captured) addJournal(past, order, paymentId, moments.paidAt)
  if (outcome === 'refunded') addRefund(past, order, paymentId, later(placedAt, 120))
  for (const line of order.lines) addLineStock(past, order, line, moments)
  if (sent) addParcel(past, order, moments)
  addDeeds(past, order, moments, captured)
}

function addOrderRows(past: Past, order: PastOrder, moments: Moments, captured: boolean): void {
  const { tenantId } = past.common
  const { outcome, priced } = order
  const closed = outcome === 'delivered' || outcome === 'refunded'
  past.orders.push({
    tenantId,
    id: order.id,
    number: order.number,
    publicToken: crypto.randomUUID().replaceAll('-', ''),
    customerId: order.customerId,
    email: order.email,
    name: order.name,
    address: order.address,
    status: outcome === 'cancelled' ? 'cancelled' : closed ? 'closed' : 'open',
    paymentStatus: captured || outcome === 'cancelled' ? PAID[outcome] : 'authorized',
    fulfillmentStatus: SENT[outcome],
    currency: order.currency,
    subtotalMinor: priced.subtotalMinor,
    deliveryMinor: priced.deliveryMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    pricesIncludeTax: true,
    deliveryMethodId: order.method.id,
    deliveryName: order.method.name,
    paymentProvider: 'sandbox',
    cancelReason: outcome === 'cancelled' ? 'Changed their mind' : null,
    placedAt: order.placedAt,
    ...moments,
    paidAt: captured ? moments.paidAt : null,
    updatedAt: moments.deliveredAt ?? moments.shippedAt ?? moments.paidAt,
  })
  for (const [index, line] of order.lines.entries()) {
    const { totalMinor, taxMinor, taxRateBp, unitPriceMinor } = priced.lines[index]!
    const { variant, quantity, id } = line
    past.orderLines.push({
      tenantId,
      id,
      orderId: order.id,
      position: index + 1,
      variantId: variant.id,
      productId: variant.productId,
      title: variant.title,
      variantTitle: variant.variantTitle,
      sku: variant.sku,
      imageFileId: variant.imageFileId,
      quantity,
      unitPriceMinor,
      totalMinor,
      taxMinor,
      taxRateBp,
      shippedQuantity: moments.shippedAt ? quantity : 0,
      refundedQuantity: outcome === 'refunded' ? quantity : 0,
    })
  }
}

function addDeeds(past: Past, order: PastOrder, moments: Moments, captured: boolean): void {
  const buyer = order.customerId
    ? { actorKind: 'customer', actorId: order.customerId, actorName: order.name }
    : { actorKind: 'guest', actorName: 'Guest' }
  const house = { actorKind: 'system', actorName: 'Souk' }
  const tell = (
    createdAt: Date | null,
    action: string,
    who: { actorKind: string; actorName: string; actorId?: string },
  ) => {
    if (createdAt)
      past.deeds.push({
        tenantId: past.common.tenantId,
        id: uuidAt(createdAt),
        subjectKind: 'order',
        subjectId: order.id,
        action,
        createdAt,
        ...who,
      })
  }
  tell(order.placedAt, 'order.placed', buyer)
  tell(captured ? moments.paidAt : null, 'payment.captured', house)
  tell(moments.cancelledAt, 'order.cancelled', past.packer)
  tell(moments.shippedAt, 'order.shipped', past.packer)
  tell(moments.deliveredAt, 'order.delivered', past.packer)
}
