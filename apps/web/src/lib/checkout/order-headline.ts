export type HeadlineOf = {
  status: string
  paymentStatus: string
  fulfillmentStatus: string
  name: string
  cancelReason: string | null
  failureReason: string | null
  payable: boolean
  /** Nothing of it needs a parcel. */
  digitalOnly?: boolean
}

export type Headline = { title: string; text: string; tone: 'info' | 'success' | 'warning' | 'danger' }

const MONEY_BACK: Record<string, string> = {
  authorized: 'The reserved amount is being released; nothing was charged.',
  paid: 'Your money is on its way back.',
  voided: 'Nothing was charged.',
  refunded: 'Your money was sent back.',
  partially_refunded: 'A part of your money was sent back.',
}

/** What an order's page says first, in the shopper's words. `waiting`: they came back before the payment company had decided. */
export function orderHeadline(order: HeadlineOf, waiting: boolean): Headline {
  if (order.status === 'cancelled') {
    const text = [order.cancelReason, MONEY_BACK[order.paymentStatus]].filter(Boolean).join(' ')
    return { title: 'This order is cancelled', text, tone: 'danger' }
  }
  if (order.paymentStatus === 'failed') {
    const text = `${order.failureReason ?? ''} Your order is still held for you.`.trim()
    return { title: 'The payment did not go through', text, tone: 'danger' }
  }
  if (order.paymentStatus === 'pending') return pending(order, waiting)
  return goods(order)
}

function pending({ payable }: HeadlineOf, waiting: boolean): Headline {
  if (!payable)
    return {
      title: 'The time to pay is over',
      text: 'This order is being given up. Order again, please.',
      tone: 'warning',
    }
  if (waiting)
    return {
      title: 'Waiting for your bank',
      text: 'This page changes by itself as soon as the payment is confirmed.',
      tone: 'info',
    }
  return { title: 'Your order waits for its payment', text: 'It is held for you until then.', tone: 'warning' }
}

function goods(order: HeadlineOf): Headline {
  const { fulfillmentStatus, paymentStatus, name } = order
  if (paymentStatus === 'refunded')
    return { title: 'This order was refunded', text: 'Your money was sent back.', tone: 'info' }
  if (order.digitalOnly) return handedOut(order)
  if (fulfillmentStatus === 'delivered') return { title: 'Delivered', text: 'We hope you like it.', tone: 'success' }
  if (fulfillmentStatus === 'shipped')
    return { title: 'Your parcel is on its way', text: 'It left our warehouse.', tone: 'success' }
  const first = name.split(' ')[0] ?? name
  return {
    title: `Thank you, ${first}`,
    text: 'Your payment is confirmed, and we prepare your parcel.',
    tone: 'success',
  }
}

function handedOut({ fulfillmentStatus, name }: HeadlineOf): Headline {
  const first = name.split(' ')[0] ?? name
  const text =
    fulfillmentStatus === 'delivered'
      ? 'Your payment is confirmed. What you bought is below.'
      : 'Your payment is confirmed. What you bought opens below in a moment.'
  return { title: `Thank you, ${first}`, text, tone: 'success' }
}
