import type { TenantTx } from '@souk/db'
import { enqueueJob, PATIENT_ATTEMPTS_MAX } from '../basics/index.ts'

/**
 * Leaves letting go of an order's uncaptured payments to the worker: authorised ones, and those the shopper may still be
 * trying. `paymentId` narrows it to one of them. Returns what was asked for; with nothing to let go of, nothing happens.
 */
export async function requestVoid(
  tx: TenantTx,
  input: { orderId: string; paymentId?: string },
): Promise<{ paymentIds: string[] }> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from payments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${input.orderId}::uuid and captured_minor = 0
      and status in ('pending', 'challenge', 'authorized')
      and (${input.paymentId ?? null}::uuid is null or id = ${input.paymentId ?? null}::uuid)
    order by id for update`
  for (const { id } of rows) {
    await enqueueJob(tx, {
      kind: 'payments.void',
      payload: { paymentId: id },
      dedupeKey: id,
      attemptsMax: PATIENT_ATTEMPTS_MAX,
    })
  }
  return { paymentIds: rows.map(({ id }) => id) }
}
