type Step = {
  key: string
  label: string
  state: 'done' | 'current' | 'upcoming' | 'failed'
  at?: Date | null
  detail?: string | null
}

export type StepsOf = {
  status: string
  paymentStatus: string
  fulfillmentStatus: string
  providerName: string
  cancelReason: string | null
  failureReason: string | null
  placedAt: Date
  authorizedAt: Date | null
  packedAt: Date | null
  shippedAt: Date | null
  deliveredAt: Date | null
  cancelledAt: Date | null
  /** Nothing of it needs a parcel. */
  digitalOnly?: boolean
}

const GOODS = ['unfulfilled', 'picking', 'packed', 'shipped', 'delivered']

/** How far an order has come, as its shopper follows it: from placed to delivered, or to where it ended. */
export function orderSteps(order: StepsOf): Step[] {
  const paid = !['pending', 'failed'].includes(order.paymentStatus)
  const placed: Step = { key: 'placed', label: 'Placed', state: 'done', at: order.placedAt }
  if (order.status === 'cancelled') return [placed, ...paidStep(order, paid), cancelledStep(order)]
  const payment = paid ? paidStep(order, true) : [openPayment(order)]
  return [placed, ...payment, ...goodsSteps(order, paid)]
}

function openPayment({ paymentStatus, failureReason }: StepsOf): Step {
  const failed = paymentStatus === 'failed'
  return {
    key: 'paid',
    label: failed ? 'Payment failed' : 'Payment',
    state: failed ? 'failed' : 'current',
    detail: failureReason,
  }
}

const paidStep = (order: StepsOf, paid: boolean): Step[] =>
  paid && order.authorizedAt ? [{ key: 'paid', label: 'Payment confirmed', state: 'done', at: order.authorizedAt }] : []

const cancelledStep = (order: StepsOf): Step => ({
  key: 'cancelled',
  label: 'Cancelled',
  state: 'failed',
  at: order.cancelledAt,
  detail: order.cancelReason,
})

function goodsSteps(order: StepsOf, paid: boolean): Step[] {
  const reached = GOODS.indexOf(order.fulfillmentStatus)
  if (order.digitalOnly) return [handedOut(order, paid)]
  const steps = [
    { key: 'picking', label: 'Being picked', at: null },
    { key: 'packed', label: 'Packed', at: order.packedAt },
    { key: 'shipped', label: 'On its way', at: order.shippedAt },
    { key: 'delivered', label: 'Delivered', at: order.deliveredAt },
  ]
  return steps.map((step, index) => {
    const rank = index + 1
    // Being picked lasts until it is packed; on its way lasts until it is there. The others are moments.
    const lasting = rank === reached && (step.key === 'picking' || step.key === 'shipped')
    const next = paid && reached === 0 && rank === 1
    const state = lasting || next ? 'current' : rank <= reached ? 'done' : 'upcoming'
    return { ...step, label: next ? 'Being prepared' : step.label, state }
  })
}

function handedOut({ fulfillmentStatus, deliveredAt }: StepsOf, paid: boolean): Step {
  const state = fulfillmentStatus === 'delivered' ? 'done' : paid ? 'current' : 'upcoming'
  return { key: 'delivered', label: 'Ready to use', state, at: deliveredAt }
}
