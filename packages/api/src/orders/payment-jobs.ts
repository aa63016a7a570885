import { z } from 'zod'
import type { JobContext, JobHandler } from '../job-handlers.ts'
import { GatewayRefusal, getGateway, type GatewayAccount, type GatewayCharge } from '../payments/index.ts'
import { getPayment, type LockedPayment } from './order-payment.ts'
import { settlePayment } from './settle-payment.ts'
import { getRefund, settleRefund } from './settle-refund.ts'

// What was promised in a transaction is done here, between two of them: read what is to be done, ask the payment company
// under a key of its own, settle what it answered. Cut short anywhere, the next try repeats nothing.

const minor = z.string().regex(/^\d+$/).transform(BigInt)
const capturePayload = z.object({ paymentId: z.uuid(), amountMinor: minor, capturedBeforeMinor: minor })

/** The job `payments.capture`. */
export const capturePayment: JobHandler = async (job) => {
  const { paymentId, amountMinor, capturedBeforeMinor } = capturePayload.parse(job.payload)
  const { payment, account, reference } = await open(job, paymentId)
  // The key counts what had been captured when this was asked for: a second part capture is not taken for a repeat of the first,
  // and a repeat is not taken for a second one when a webhook has booked the first in the meantime.
  const key = `capture_${paymentId}_${capturedBeforeMinor}`
  const charge = await getGateway(payment.provider).capture(account, { reference, amountMinor, key })
  return { outcome: await job.inTenant((tx) => settlePayment(tx, charge)) }
}

/** The job `payments.void`. A payment that never reached its company has nothing to let go of there. */
export const voidPayment: JobHandler = async (job) => {
  const { paymentId } = z.object({ paymentId: z.uuid() }).parse(job.payload)
  const payment = await job.inTenant((tx) => getPayment(tx, paymentId))
  const charge = payment.reference === null ? unknownCharge(payment) : await letGo(job, payment, payment.reference)
  return { outcome: await job.inTenant((tx) => settlePayment(tx, charge)) }
}

/** A charge that cannot be let go of, because it was captured after all, is settled as it stands: its money goes back. */
async function letGo(job: JobContext, { id, provider }: LockedPayment, reference: string): Promise<GatewayCharge> {
  const [gateway, account] = [getGateway(provider), accountOf(job, provider)]
  try {
    return await gateway.void(account, { reference, key: `void_${id}` })
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error
    return gateway.retrieve(account, reference)
  }
}

/** The job `payments.refund`. A no of the payment company is an answer; anything else is tried again. */
export const refundPayment: JobHandler = async (job) => {
  const { refundId } = z.object({ refundId: z.uuid() }).parse(job.payload)
  const refund = await job.inTenant((tx) => getRefund(tx, refundId))
  if (refund.status !== 'pending') return { outcome: 'unchanged' }
  try {
    const { payment, account, reference } = await open(job, refund.paymentId)
    const deed = { reference, amountMinor: refund.amountMinor, key: `refund_${refundId}` }
    await getGateway(payment.provider).refund(account, deed)
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error
    await job.inTenant((tx) => settleRefund(tx, refundId, { succeeded: false, reason: error.message }))
    return { outcome: 'refused' }
  }
  await job.inTenant((tx) => settleRefund(tx, refundId, { succeeded: true }))
  return { outcome: 'refunded' }
}

const accountOf = (job: JobContext, provider: string): GatewayAccount => ({ provider, inTenant: job.inTenant })

async function open(job: JobContext, paymentId: string) {
  const payment = await job.inTenant((tx) => getPayment(tx, paymentId))
  if (payment.reference === null) throw new GatewayRefusal('This payment never reached its payment company.')
  return { payment, account: accountOf(job, payment.provider), reference: payment.reference }
}

const unknownCharge = (payment: LockedPayment): GatewayCharge => ({
  reference: `none_${payment.id}`,
  paymentId: payment.id,
  status: 'voided',
  amountMinor: payment.amountMinor,
  capturedMinor: 0n,
  refundedMinor: 0n,
  currency: payment.currency,
  declineReason: null,
  pageUrl: '',
})
