import type { TenantTx } from '@souk/db'
import { enqueueJob, PATIENT_ATTEMPTS_MAX } from '../basics/index.ts'
import { NothingToCapture } from './errors.ts'

export type CapturePayment = { orderId: string; /** Absent: everything that is authorised. */ amountMinor?: bigint }

/**
 * Leaves the capture of an order's authorised payment to the worker, in the transaction of the deed; the money is taken
 * after the commit, and `settlePayment` books it. Asked again while it waits, nothing is added. Throws NothingToCapture.
 */
export async function requestCapture(
  tx: TenantTx,
  input: CapturePayment,
): Promise<{ paymentId: string; amountMinor: bigint }> {
  const rows = await tx.$queryRaw<{ paymentId: string; openMinor: bigint; capturedMinor: bigint }[]>`
    select id as "paymentId", amount_minor - captured_minor as "openMinor", captured_minor as "capturedMinor" from payments
    where tenant_id = ${tx.tenantId}::uuid and order_id = ${input.orderId}::uuid and status in ('authorized', 'captured')
      and captured_minor < amount_minor
    order by id limit 1 for update`
  const payment = rows[0]
  if (!payment) throw new NothingToCapture()
  const amountMinor = input.amountMinor ?? payment.openMinor
  if (amountMinor <= 0n || amountMinor > payment.openMinor) throw new NothingToCapture()
  await enqueueJob(tx, {
    kind: 'payments.capture',
    payload: {
      paymentId: payment.paymentId,
      amountMinor: String(amountMinor),
      capturedBeforeMinor: String(payment.capturedMinor),
    },
    dedupeKey: payment.paymentId,
    attemptsMax: PATIENT_ATTEMPTS_MAX,
  })
  return { paymentId: payment.paymentId, amountMinor }
}
