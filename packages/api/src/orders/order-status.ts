/** Where the money of an order is. */
export type PaymentStatus = 'pending' | 'authorized' | 'paid' | 'partially_refunded' | 'refunded' | 'voided' | 'failed'
/** Where the goods of an order are: as far as the parcel that is furthest behind. */
export type FulfillmentStatus = 'unfulfilled' | 'picking' | 'packed' | 'shipped' | 'delivered'
export type OrderStatus = 'open' | 'closed' | 'cancelled'

export type OrderState = {
  status: OrderStatus
  paymentStatus: PaymentStatus
  fulfillmentStatus: FulfillmentStatus
  /** What can still be refunded: captured less what was or is being refunded. */
  refundableMinor: bigint
  /** A capture is on its way to the payment provider. */
  capturing: boolean
}

export type OrderVerb = 'capture' | 'startPicking' | 'ship' | 'cancel' | 'refund'

type Rule = { unless: (state: OrderState) => boolean; reason: string }

const LEFT: FulfillmentStatus[] = ['shipped', 'delivered']
const UNPAID: PaymentStatus[] = ['pending', 'failed']
const cancelled: Rule = { unless: ({ status }) => status === 'cancelled', reason: 'The order is cancelled.' }
const unpaid: Rule = {
  unless: ({ paymentStatus }) => UNPAID.includes(paymentStatus),
  reason: 'The order is not paid yet.',
}
const givenBack: Rule = {
  unless: ({ paymentStatus }) => paymentStatus === 'refunded' || paymentStatus === 'voided',
  reason: 'The money was given back.',
}

/** What stands against each verb, in the order in which it is told. The button and the procedure read the same rows. */
const RULES: Record<OrderVerb, Rule[]> = {
  capture: [
    cancelled,
    unpaid,
    { unless: ({ capturing }) => capturing, reason: 'The payment is being captured.' },
    { unless: ({ paymentStatus }) => paymentStatus !== 'authorized', reason: 'The payment is captured already.' },
  ],
  startPicking: [
    cancelled,
    unpaid,
    { unless: ({ fulfillmentStatus }) => fulfillmentStatus !== 'unfulfilled', reason: 'Picking has begun already.' },
    givenBack,
    { unless: ({ status }) => status === 'closed', reason: 'Nothing is left to pick.' },
  ],
  ship: [
    cancelled,
    unpaid,
    givenBack,
    {
      unless: ({ paymentStatus }) => paymentStatus === 'authorized',
      reason: 'Capture the payment before the parcel leaves.',
    },
  ],
  cancel: [
    cancelled,
    {
      unless: ({ fulfillmentStatus }) => LEFT.includes(fulfillmentStatus),
      reason: 'A parcel has left. Refund it instead.',
    },
    { unless: ({ capturing }) => capturing, reason: 'The payment is being captured. Wait a moment.' },
    { unless: ({ status }) => status === 'closed', reason: 'The order is closed.' },
  ],
  refund: [
    unpaid,
    {
      unless: ({ paymentStatus }) => paymentStatus === 'authorized',
      reason: 'Nothing is captured yet. Cancel the order to let the money go.',
    },
    { unless: ({ refundableMinor }) => refundableMinor <= 0n, reason: 'Everything that was captured is refunded.' },
  ],
}

/** Why a verb is refused in this state, or null when it may be done. */
export const whyNot = (verb: OrderVerb, state: OrderState): string | null =>
  RULES[verb].find(({ unless }) => unless(state))?.reason ?? null
