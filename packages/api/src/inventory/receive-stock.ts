import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'
import { refuseBundle, writeOnHand } from './adjust-stock.ts'
import { announceStock } from './available-stock.ts'
import { lockLevels } from './lock-levels.ts'

export type ReceiveStock = { variantId: string; quantity: number; reason: string }

/** Adds units to what is on hand in the shop's first warehouse, whatever that is by then. Returns the new number on hand. */
export async function receiveStock(tx: TenantTx, input: ReceiveStock, by: By): Promise<{ onHand: number }> {
  const [level] = await lockLevels(tx, [input.variantId])
  if (!level) throw new NotFound('stock')
  await refuseBundle(tx, input.variantId)
  const row = { variantId: input.variantId, warehouseId: level.warehouseId, difference: input.quantity }
  await writeOnHand(tx, [row], { kind: 'received', reason: input.reason, actorId: by.id })
  const onHand = level.onHand + input.quantity
  await audit(tx, by, {
    action: 'stock.received',
    subjectKind: 'variant',
    subjectId: input.variantId,
    changes: { onHand: [level.onHand, onHand], reason: input.reason },
  })
  await announceStock(tx, [input.variantId])
  return { onHand }
}
