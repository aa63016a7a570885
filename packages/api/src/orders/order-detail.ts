import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import { maskedOfOrder, type DigitalLine } from './digital/read-deliveries.ts'
import { whyNot, type OrderState, type OrderVerb } from './order-status.ts'
import {
  lineRows,
  paymentRows,
  refundRows,
  type DetailLine,
  type DetailPayment,
  type DetailRefund,
} from './order-parts.ts'

export type OrderDetail = OrderState & {
  id: string
  number: bigint
  version: number
  publicToken: string
  customerId: string | null
  email: string
  name: string
  phone: string | null
  address: Record<string, unknown>
  note: string
  currency: string
  subtotalMinor: bigint
  deliveryMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  pricesIncludeTax: boolean
  deliveryName: string
  paymentProvider: string
  holdExpiresAt: Date | null
  cancelReason: string | null
  placedAt: Date
  cancelledAt: Date | null
  lines: DetailLine[]
  /** What was handed out without a parcel, its keys masked. */
  digital: DigitalLine[]
  payments: DetailPayment[]
  refunds: DetailRefund[]
  /** Why each verb is refused now; null when it may be done. Whether the role allows it is the caller's to know. */
  whyNot: Record<OrderVerb, string | null>
}

/** One order with everything its page shows. Throws NotFound. */
export async function orderDetail(tx: TenantTx, orderId: string): Promise<OrderDetail> {
  const rows = await tx.$queryRaw<Omit<OrderDetail, 'lines' | 'digital' | 'payments' | 'refunds' | 'whyNot'>[]>`
    select o.id, o.number, o.version, o.public_token as "publicToken", o.customer_id as "customerId", o.email, o.name, o.phone,
      o.address, o.note, o.status, o.payment_status as "paymentStatus", o.fulfillment_status as "fulfillmentStatus", o.currency,
      o.subtotal_minor as "subtotalMinor", o.delivery_minor as "deliveryMinor", o.tax_minor as "taxMinor",
      o.total_minor as "totalMinor", o.prices_include_tax as "pricesIncludeTax", o.delivery_name as "deliveryName",
      o.payment_provider as "paymentProvider", o.hold_expires_at as "holdExpiresAt", o.cancel_reason as "cancelReason",
      o.placed_at as "placedAt", o.cancelled_at as "cancelledAt", 0::bigint as "refundableMinor", false as capturing
    from orders o where o.tenant_id = ${tx.tenantId}::uuid and o.id = ${orderId}::uuid`
  const order = rows[0]
  if (!order) throw new NotFound('order')
  const lines = await lineRows(tx, orderId)
  const digital = await maskedOfOrder(tx, orderId)
  const payments = await paymentRows(tx, orderId)
  const refunds = await refundRows(tx, orderId)
  const state: OrderState = {
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    refundableMinor: payments.reduce((sum, payment) => sum + payment.refundableMinor, 0n),
    capturing: payments.some(({ capturing }) => capturing),
  }
  return { ...order, ...state, lines, digital, payments, refunds, whyNot: reasons(state) }
}

const reasons = (state: OrderState): Record<OrderVerb, string | null> => ({
  capture: whyNot('capture', state),
  startPicking: whyNot('startPicking', state),
  ship: whyNot('ship', state),
  cancel: whyNot('cancel', state),
  refund: whyNot('refund', state),
})
