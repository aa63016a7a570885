import type { Prisma } from '@souk/db'
import type { Moments, Past, PastOrder } from './past.ts'
import { uuidAt } from './uuid-at.ts'

const PAYMENT = {
  delivered: 'captured',
  shipped: 'captured',
  paid: 'captured',
  cancelled: 'voided',
  refunded: 'refunded',
} as const

export function addPayment(past: Past, order: PastOrder, moments: Moments, captured: boolean): string {
  const { tenantId } = past.common
  const id = uuidAt(order.placedAt)
  const amountMinor = order.priced.totalMinor
  const money = {
    amountMinor,
    capturedMinor: captured ? amountMinor : 0n,
    refundedMinor: order.outcome === 'refunded' ? amountMinor : 0n,
    currency: order.currency,
    createdAt: order.placedAt,
    updatedAt: moments.paidAt,
  }
  const status = captured || order.outcome === 'cancelled' ? PAYMENT[order.outcome] : 'authorized'
  const reference = `sbx_${id.replaceAll('-', '')}`
  past.payments.push({
    tenantId,
    id,
    orderId: order.id,
    provider: 'sandbox',
    providerReference: reference,
    status,
    ...money,
  })
  past.charges.push({
    tenantId,
    paymentId: id,
    reference,
    status,
    returnUrl: `${order.origin}/`,
    webhookUrl: `${order.origin}/webhooks/sandbox`,
    ...money,
  })
  return id
}

/** Money in: what the gateway owes us is what was sold, delivered and owed to the tax office. */
export function addJournal(past: Past, order: PastOrder, paymentId: string, createdAt: Date): void {
  const { priced } = order
  const deliveryNet = priced.deliveryMinor - priced.deliveryTaxMinor
  addEntry(
    past,
    { kind: 'payment_captured', memo: `Order ${order.number}`, orderId: order.id, paymentId, createdAt },
    order.currency,
    [
      ['gateway_clearing', priced.totalMinor],
      ['sales', -(priced.totalMinor - priced.taxMinor - deliveryNet)],
      ['delivery_income', -deliveryNet],
      ['tax_payable', -priced.taxMinor],
    ],
  )
}

export function addRefund(past: Past, order: PastOrder, paymentId: string, settledAt: Date): void {
  const { priced, currency } = order
  const id = uuidAt(settledAt)
  past.refunds.push({
    tenantId: past.common.tenantId,
    id,
    paymentId,
    orderId: order.id,
    amountMinor: priced.totalMinor,
    currency,
    reason: 'Returned',
    status: 'succeeded',
    createdAt: settledAt,
    settledAt,
  })
  const about = {
    kind: 'payment_refunded',
    memo: `Refund of order ${order.number}`,
    orderId: order.id,
    paymentId,
    refundId: id,
    createdAt: settledAt,
  }
  addEntry(past, about, currency, [
    ['gateway_clearing', -priced.totalMinor],
    ['sales_returns', priced.totalMinor - priced.taxMinor],
    ['tax_payable', priced.taxMinor],
  ])
}

type Entry = Omit<Prisma.JournalEntryCreateManyInput, 'tenantId' | 'id'> & { createdAt: Date }

function addEntry(past: Past, entry: Entry, currency: string, lines: [account: string, amountMinor: bigint][]): void {
  const { tenantId } = past.common
  const entryId = uuidAt(entry.createdAt)
  past.entries.push({ tenantId, id: entryId, ...entry })
  const rows = lines.filter(([, amountMinor]) => amountMinor !== 0n)
  past.entryLines.push(
    ...rows.map(([account, amountMinor], index) => ({
      tenantId,
      entryId,
      position: index + 1,
      account,
      amountMinor,
      currency,
    })),
  )
}
