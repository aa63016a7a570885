import type { TenantTx } from '@souk/db'
import { audit, SYSTEM } from '../basics/index.ts'
import { requestCapture, requestRefund, requestVoid, type GatewayCharge } from '../payments/index.ts'
import { bookCapture } from './book-money.ts'
import { claimStock } from './claim-stock.ts'
import { deliverDigital } from './digital/deliver-digital.ts'
import { isAllDigital } from './digital/revoke-digital.ts'
import { lockOrder, type LockedOrder } from './lock-order.ts'
import { lockPayment, writeOrderPayment, type LockedPayment } from './order-payment.ts'

/** What came of a charge's news. `unchanged`: someone else told it first. `given_back`: paid, but there was nothing to sell any more. */
export type SettleOutcome =
  'authorized' | 'captured' | 'declined' | 'voided' | 'given_back' | 'unchanged' | 'unknown_payment' | 'wrong_amount'

/** Why the product cancels an order by itself, as the shopper reads it. */
const SOLD_OUT = 'Sold out before the payment was confirmed. The money goes back by itself.'

const CANCELLED = 'The order was cancelled before its payment was captured.'

/** What a payment may become; a charge's news that leads nowhere else is old, and changes nothing. */
const NEXT: Record<string, readonly string[]> = {
  pending: ['challenge', 'authorized', 'failed', 'voided'],
  challenge: ['authorized', 'failed', 'voided'],
  authorized: ['voided'],
  // Let go of here before its company knew of it: what is authorised there all the same is let go of again.
  voided: ['authorized'],
}

/**
 * Brings a payment and its order to where the charge is: the one state machine behind the webhook, the browser's return and
 * the jobs. Whoever comes first settles, on the locked order; all others find nothing left to do. The charge is as its
 * payment company tells it now, so the order in which news arrives does not matter.
 */
export async function settlePayment(tx: TenantTx, charge: GatewayCharge): Promise<SettleOutcome> {
  const orderId = await findOrderOf(tx, charge.paymentId)
  if (!orderId) return 'unknown_payment'
  const order = await lockOrder(tx, orderId)
  const payment = await lockPayment(tx, charge.paymentId)
  if (payment.amountMinor !== charge.amountMinor || payment.currency !== charge.currency) return 'wrong_amount'
  const entered = await enter(tx, order, payment, charge)
  const captured = charge.capturedMinor > payment.capturedMinor && payment.status !== 'failed'
  if (captured) await bookCapture(tx, order, payment, charge.capturedMinor)
  if (!entered && !captured) return 'unchanged'
  const tooLate = entered === 'given_back' || order.status === 'cancelled'
  if (tooLate && captured) await sendBack(tx, order, payment, charge)
  await writeOrderPayment(tx, order.id, 'payment')
  if (captured && !tooLate) await deliverDigital(tx, order.id)
  return tooLate && captured ? 'given_back' : captured ? 'captured' : entered!
}

async function findOrderOf(tx: TenantTx, paymentId: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    select order_id as "orderId" from payments where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid`
  return rows[0]?.orderId
}

/** The first half: from an open attempt to authorised, failed or let go. */
async function enter(
  tx: TenantTx,
  order: LockedOrder,
  payment: LockedPayment,
  charge: GatewayCharge,
): Promise<SettleOutcome | undefined> {
  const target = targetOf(charge)
  if (!target || !NEXT[payment.status]?.includes(target)) return undefined
  await tx.$executeRaw`
    update payments set status = ${target}, provider_reference = ${charge.reference}, failure_reason = ${charge.declineReason},
      version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${payment.id}::uuid`
  if (target === 'challenge') return undefined
  await tell(tx, order, `payment.${target}`, {
    reference: charge.reference,
    amountMinor: charge.amountMinor,
    reason: charge.declineReason,
  })
  if (target === 'failed') return 'declined'
  if (target === 'voided') return 'voided'
  return claimOrGiveBack(tx, order, charge)
}

function targetOf({ status }: GatewayCharge): 'challenge' | 'authorized' | 'failed' | 'voided' | undefined {
  if (status === 'captured' || status === 'refunded' || status === 'authorized') return 'authorized'
  if (status === 'declined') return 'failed'
  return status === 'open' ? undefined : status
}

/** The money is there. It buys the goods, unless the order is over, is paid already, or has nothing left to take. */
async function claimOrGiveBack(tx: TenantTx, order: LockedOrder, charge: GatewayCharge): Promise<SettleOutcome> {
  const waiting = order.status === 'open' && ['pending', 'failed'].includes(order.paymentStatus)
  if (waiting && (await claimStock(tx, order.id))) {
    // Nobody packs what is handed out digitally, so nobody is waited for: its money is taken at once.
    if (charge.capturedMinor === 0n && (await isAllDigital(tx, order.id)))
      await requestCapture(tx, { orderId: order.id })
    return 'authorized'
  }
  if (waiting) await cancelSoldOut(tx, order)
  if (charge.capturedMinor === 0n) await requestVoid(tx, { orderId: order.id, paymentId: charge.paymentId })
  return 'given_back'
}

async function cancelSoldOut(tx: TenantTx, order: LockedOrder): Promise<void> {
  await tx.$executeRaw`
    update orders set status = 'cancelled', cancel_reason = ${SOLD_OUT}, cancelled_at = now(), updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid`
  await tell(tx, order, 'order.cancelled', { reason: SOLD_OUT })
}

/** Money that was captured for an order that is over leaves nothing to let go of: just what was taken is sent back instead. */
async function sendBack(
  tx: TenantTx,
  order: LockedOrder,
  payment: LockedPayment,
  charge: GatewayCharge,
): Promise<void> {
  await requestRefund(tx, {
    orderId: order.id,
    paymentId: payment.id,
    amountMinor: charge.capturedMinor - payment.capturedMinor,
    reason: order.status === 'cancelled' ? CANCELLED : SOLD_OUT,
  })
}

const tell = (tx: TenantTx, order: LockedOrder, action: string, changes: Record<string, unknown>): Promise<string> =>
  audit(tx, SYSTEM, { action, subjectKind: 'order', subjectId: order.id, changes })
