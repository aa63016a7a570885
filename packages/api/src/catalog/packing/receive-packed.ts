import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { receiveStock, refuseKeyed } from '../../inventory/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'

export type ReceivePacked = { variantId: string; kind: string; quantity: number; count: number }

/** The most pieces that one receipt brings: far below what a stock level holds. */
const RECEIVED_MAX = 100_000_000

/**
 * Takes packages into stock as the pieces they hold: two boxes of 12 are 24. The packaging is named by its kind and what it
 * holds, so one that was changed meanwhile is not found instead of counted wrongly.
 */
export async function receivePacked(
  tx: TenantTx,
  { variantId, kind, quantity, count }: ReceivePacked,
  by: By,
): Promise<{ onHand: number; received: number }> {
  const packaging = await tx.packaging.findFirst({ where: { tenantId: tx.tenantId, variantId, kind, quantity } })
  if (!packaging) throw new NotFound('packaging')
  await refuseKeyed(tx, variantId)
  const received = count * packaging.quantity
  if (received > RECEIVED_MAX) throw new InvalidInput({ count: 'This is too much for one receipt.' })
  const reason = `Received ${count} × ${kind} of ${quantity}`
  return { ...(await receiveStock(tx, { variantId, quantity: received, reason }, by)), received }
}
