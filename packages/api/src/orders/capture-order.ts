import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { requestCapture } from '../payments/index.ts'
import { announceOrder, bumpOrder, demand, lockOrder } from './lock-order.ts'

/** Asks for the authorised money of an order. It is taken after the commit; the order shows it as on its way until then. */
export async function captureOrder(
  tx: TenantTx,
  input: { orderId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const order = await lockOrder(tx, input.orderId, input.version)
  demand('capture', order)
  const { amountMinor } = await requestCapture(tx, { orderId: order.id })
  const version = await bumpOrder(tx, order.id)
  await audit(tx, by, {
    action: 'order.capture_requested',
    subjectKind: 'order',
    subjectId: order.id,
    changes: { amountMinor, currency: order.currency },
  })
  announceOrder(tx, { id: order.id, version }, 'capture_requested')
  return { version }
}
