import type { TenantTx } from '@souk/db'
import { getGateway, type GatewayAccount, type GatewayCharge } from '../payments/index.ts'
import { NotFound } from '../refusal.ts'
import { OrderNotReady } from './errors.ts'
import { lockOrder } from './lock-order.ts'
import { settlePayment } from './settle-payment.ts'

/** Where a payment is made from: transactions of the shop, and the address that its shopper sees. */
export type PaymentDoor = { inTenant: GatewayAccount['inTenant']; origin: string }

type Attempt = { paymentId: string; provider: string; amountMinor: bigint; currency: string }

/** How many declined attempts one request finds and leaves behind before it gives up. */
const ATTEMPTS_MAX = 3

/**
 * Opens the payment of an order, or finds the one that is open, and returns the page where the shopper pays. Nothing of it
 * waits inside a transaction, so a process may die anywhere in between: asked again, the payment company finds its first
 * charge. Null when the order turns out to be paid. Throws OrderNotReady when it cannot be paid any more.
 */
export async function payOrder(door: PaymentDoor, token: string): Promise<{ pageUrl: string | null }> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const payment = await door.inTenant((tx) => openPayment(tx, token))
    if (!payment) return { pageUrl: null }
    const charge = await createCharge(door, payment, token)
    if (charge.status === 'open' || charge.status === 'challenge') return { pageUrl: charge.pageUrl }
    const outcome = await door.inTenant((tx) => settlePayment(tx, charge))
    if (outcome === 'authorized' || outcome === 'captured') return { pageUrl: null }
  }
  throw new OrderNotReady('The payment company declined several times. Try again in a moment.')
}

async function createCharge(door: PaymentDoor, payment: Attempt, token: string): Promise<GatewayCharge> {
  const { paymentId, provider, amountMinor, currency } = payment
  const charge = await getGateway(provider).createCharge(
    { provider, inTenant: door.inTenant },
    {
      paymentId,
      amountMinor,
      currency,
      returnUrl: new URL(`/orders/${token}?returned=1`, door.origin).href,
      webhookUrl: new URL(`/webhooks/${provider}`, door.origin).href,
    },
  )
  await door.inTenant(
    (tx) => tx.$executeRaw`
      update payments set provider_reference = ${charge.reference}
      where tenant_id = ${tx.tenantId}::uuid and id = ${paymentId}::uuid and provider_reference is null`,
  )
  return charge
}

/** The order's open attempt, or a new one. Two requests at once get the same: the order is locked. */
async function openPayment(tx: TenantTx, token: string): Promise<Attempt | null> {
  const orders = await tx.$queryRaw<{ id: string }[]>`
    select id from orders where tenant_id = ${tx.tenantId}::uuid and public_token = ${token}`
  if (!orders[0]) throw new NotFound('order')
  const order = await lockOrder(tx, orders[0].id)
  if (order.status !== 'open') throw new OrderNotReady('This order was cancelled and cannot be paid any more.')
  if (order.paymentStatus !== 'pending' && order.paymentStatus !== 'failed') return null
  if (await holdHasEnded(tx, order.id))
    throw new OrderNotReady('The time to pay this order is over. Order again, please.')
  const open = await findOpenPayment(tx, order.id)
  if (open) return open
  const rows = await tx.$queryRaw<Attempt[]>`
    insert into payments (tenant_id, order_id, provider, amount_minor, currency)
    select tenant_id, id, payment_provider, total_minor, currency from orders
    where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid
    returning id as "paymentId", provider, amount_minor as "amountMinor", currency`
  await tx.$executeRaw`
    update orders set payment_status = 'pending' where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid`
  return rows[0]!
}

async function holdHasEnded(tx: TenantTx, orderId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ ended: boolean }[]>`
    select coalesce(hold_expires_at <= now(), false) as ended from orders where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid`
  return rows[0]!.ended
}

async function findOpenPayment(tx: TenantTx, orderId: string): Promise<Attempt | undefined> {
  const rows = await tx.$queryRaw<Attempt[]>`
    select id as "paymentId", provider, amount_minor as "amountMinor", currency from payments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid and status in ('pending', 'challenge')
    order by id desc limit 1`
  return rows[0]
}
