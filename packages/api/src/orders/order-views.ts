import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.ts'

/** What a view of the orders list asks for; a missing list asks nothing. */
export type OrderView = {
  status?: OrderStatus[]
  payment?: PaymentStatus[]
  fulfillment?: FulfillmentStatus[]
}

export const ORDER_VIEWS = {
  all: {},
  to_pay: { status: ['open'], payment: ['pending', 'failed'], fulfillment: ['unfulfilled'] },
  to_pick: {
    status: ['open'],
    payment: ['authorized', 'paid', 'partially_refunded', 'refunded', 'voided'],
    fulfillment: ['unfulfilled'],
  },
  picking: { status: ['open'], fulfillment: ['picking'] },
  packed: { status: ['open'], fulfillment: ['packed'] },
  shipped: { status: ['open'], fulfillment: ['shipped'] },
  delivered: { fulfillment: ['delivered'] },
  cancelled: { status: ['cancelled'] },
} satisfies Record<string, OrderView>

export type OrderViewKey = keyof typeof ORDER_VIEWS
