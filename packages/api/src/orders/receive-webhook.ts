import { closeWebhook, getGateway, storeWebhook, type GatewayAccount } from '../payments/index.ts'
import { NotFound } from '../refusal.ts'
import { settlePayment, type SettleOutcome } from './settle-payment.ts'

export type ReceiveWebhook = { provider: string; body: string; signature: string | null }

/** Outcomes after which there was nothing of ours to change. */
const IGNORED: SettleOutcome[] = ['unknown_payment', 'wrong_amount', 'unchanged']

/**
 * Takes what a payment company tells: the signature is checked, the event is kept, and only then applied. What the event
 * claims is not believed: the charge is fetched, so news that is late or out of order does no harm. Throws WebhookRefused.
 */
export async function receiveWebhook(
  inTenant: GatewayAccount['inTenant'],
  input: ReceiveWebhook,
): Promise<{ outcome: SettleOutcome | 'known' }> {
  const account = { provider: input.provider, inTenant }
  const gateway = getGateway(input.provider)
  const event = await gateway.verifyWebhook(account, { ...input, receivedAt: new Date() })
  const stored = await inTenant((tx) => storeWebhook(tx, { provider: input.provider, event, body: input.body }))
  if (stored.status !== 'received') return { outcome: 'known' }
  const charge = await gateway.retrieve(account, event.reference).catch((error: unknown) => {
    if (error instanceof NotFound) return null
    throw error
  })
  const outcome = await inTenant(async (tx) => {
    const settled = charge ? await settlePayment(tx, charge) : 'unknown_payment'
    const status = IGNORED.includes(settled) ? 'ignored' : 'applied'
    await closeWebhook(tx, { id: stored.id, status, outcome: settled })
    return settled
  })
  return { outcome }
}
