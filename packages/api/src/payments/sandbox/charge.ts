import { createHmac } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { ChargeStatus, GatewayCharge } from '../gateway.ts'
import { DECLINE_REASONS } from './decline-reasons.ts'

/** A charge as the sandbox keeps it, with the deeds that were done to it. */
export type SandboxRow = {
  id: string
  paymentId: string
  reference: string
  amountMinor: bigint
  currency: string
  status: ChargeStatus
  capturedMinor: bigint
  refundedMinor: bigint
  returnUrl: string
  webhookUrl: string
  deeds: string[]
}

/** The sandbox's charge by its reference; a reference is as good as a key to it, as at any payment page. */
export async function getCharge(tx: TenantTx, reference: string): Promise<SandboxRow> {
  const rows = await tx.$queryRaw<SandboxRow[]>`
    select c.id, payment_id as "paymentId", reference, c.amount_minor as "amountMinor", currency, status, captured_minor as "capturedMinor",
      refunded_minor as "refundedMinor", return_url as "returnUrl", webhook_url as "webhookUrl",
      array(select kind from sandbox_operations o where o.tenant_id = c.tenant_id and o.charge_id = c.id order by o.created_at, o.key) as deeds
    from sandbox_charges c where c.tenant_id = ${tx.tenantId}::uuid and c.reference = ${reference}`
  const charge = rows[0]
  if (!charge) throw new NotFound('charge')
  return charge
}

/** Locks a charge, so that its deeds come one after the other. */
export async function lockCharge(tx: TenantTx, reference: string): Promise<SandboxRow> {
  await tx.$queryRaw`
    select 1 from sandbox_charges where tenant_id = ${tx.tenantId}::uuid and reference = ${reference} for update`
  return getCharge(tx, reference)
}

/** Writes that a deed was done under its key. False when it was done before, so a retry repeats nothing. */
export async function writeDeed(
  tx: TenantTx,
  charge: Pick<SandboxRow, 'id'>,
  deed: { key: string; kind: string; amountMinor?: bigint },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    insert into sandbox_operations (tenant_id, key, charge_id, kind, amount_minor)
    values (${tx.tenantId}::uuid, ${deed.key}, ${charge.id}::uuid, ${deed.kind}, ${deed.amountMinor ?? 0n}) on conflict do nothing`
  return written === 1
}

export async function setChargeStatus(
  tx: TenantTx,
  charge: Pick<SandboxRow, 'id'>,
  status: ChargeStatus,
): Promise<void> {
  await tx.$executeRaw`
    update sandbox_charges set status = ${status}, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${charge.id}::uuid`
}

export function asGatewayCharge(row: SandboxRow): GatewayCharge {
  const reason = row.deeds.findLast((deed) => deed.startsWith('decline:'))?.slice('decline:'.length)
  return {
    reference: row.reference,
    paymentId: row.paymentId,
    status: row.status,
    amountMinor: row.amountMinor,
    capturedMinor: row.capturedMinor,
    refundedMinor: row.refundedMinor,
    currency: row.currency,
    declineReason: row.status === 'declined' ? (DECLINE_REASONS[reason as keyof typeof DECLINE_REASONS] ?? '') : null,
    pageUrl: new URL(`/sandbox/${row.reference}`, row.returnUrl).href,
  }
}

/** A reference nobody guesses, and the same for a payment every time: asked twice, the sandbox finds its first charge. */
export const referenceOf = (secret: string, paymentId: string): string =>
  `sbx_${createHmac('sha256', secret).update(`charge ${paymentId}`).digest('hex').slice(0, 32)}`

export async function getSandboxSecret(tx: TenantTx): Promise<string> {
  const rows = await tx.$queryRaw<{ secret: string }[]>`
    select webhook_secret as secret from payment_providers where tenant_id = ${tx.tenantId}::uuid and provider = 'sandbox'`
  if (!rows[0]) throw new NotFound('payment provider')
  return rows[0].secret
}
