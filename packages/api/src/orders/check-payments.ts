import type { TenantTx } from '@souk/db'
import { getGateway, type GatewayAccount } from '../payments/index.ts'
import { NotFound } from '../refusal.ts'
import { settlePayment } from './settle-payment.ts'

type OpenPayment = { provider: string; reference: string }

/**
 * Asks the payment company about an order's open attempts and settles what it says: for the browser that comes back, and for
 * the last look before an unpaid order is given up. A webhook that never came is made good here.
 */
export async function checkPayments(inTenant: GatewayAccount['inTenant'], orderId: string): Promise<void> {
  for (const { provider, reference } of await inTenant((tx) => openPayments(tx, orderId))) {
    const charge = await getGateway(provider).retrieve({ provider, inTenant }, reference).catch(notThere)
    if (!charge) continue
    await inTenant((tx) => settlePayment(tx, charge))
  }
}

/** A charge that its company does not know was never paid; that is an answer, and the order can be given up. */
function notThere(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}

async function openPayments(tx: TenantTx, orderId: string): Promise<OpenPayment[]> {
  return tx.$queryRaw`
    select provider, provider_reference as reference from payments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${orderId}::uuid and status in ('pending', 'challenge')
      and provider_reference is not null
    order by id`
}
