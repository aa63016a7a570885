import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import { enqueueJob } from '../../basics/index.ts'
import {
  GatewayRefusal,
  WebhookRefused,
  type CreateCharge,
  type Gateway,
  type GatewayCharge,
  type GatewayDeed,
} from '../gateway.ts'
import {
  asGatewayCharge,
  getCharge,
  getSandboxSecret,
  lockCharge,
  referenceOf,
  writeDeed,
  type SandboxRow,
} from './charge.ts'
import { verifySignature } from './signature.ts'

/**
 * A payment company in the product, for trying and testing: it behaves as a real one does, on tables of its own, and never
 * touches those of the shop. Money is only written down.
 */
export const sandboxGateway: Gateway = {
  createCharge: (account, input) => account.inTenant((tx) => createCharge(tx, input)),
  retrieve: (account, reference) => account.inTenant(async (tx) => asGatewayCharge(await getCharge(tx, reference))),
  capture: (account, deed) => account.inTenant((tx) => move(tx, 'capture', deed)),
  refund: (account, deed) => account.inTenant((tx) => move(tx, 'refund', deed)),
  void: (account, deed) => account.inTenant((tx) => move(tx, 'void', { ...deed, amountMinor: 0n })),
  verifyWebhook: async (account, request) => {
    verifySignature(await account.inTenant(getSandboxSecret), request)
    const event = eventShape.safeParse(parseJson(request.body))
    if (!event.success) throw new WebhookRefused('The webhook is malformed.')
    return event.data
  },
}

const eventShape = z.object({
  id: z.string().min(1).max(120),
  type: z.string().max(60),
  reference: z.string().max(80),
})

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

async function createCharge(tx: TenantTx, input: CreateCharge): Promise<GatewayCharge> {
  const reference = referenceOf(await getSandboxSecret(tx), input.paymentId)
  await tx.$executeRaw`
    insert into sandbox_charges (tenant_id, payment_id, reference, amount_minor, currency, return_url, webhook_url)
    values (${tx.tenantId}::uuid, ${input.paymentId}::uuid, ${reference}, ${input.amountMinor}, ${input.currency}, ${input.returnUrl},
      ${input.webhookUrl})
    on conflict (tenant_id, reference) do nothing`
  return asGatewayCharge(await getCharge(tx, reference))
}

type Kind = 'capture' | 'refund' | 'void'

/** What each deed needs of the charge, and what it makes of it. The rules are the table; the key makes a repeat harmless. */
const MOVES: Record<
  Kind,
  {
    event: string
    no: (charge: SandboxRow, amountMinor: bigint) => string | false
    after: (charge: SandboxRow, amountMinor: bigint) => Money
  }
> = {
  capture: {
    event: 'charge.captured',
    no: (charge, amount) =>
      (!['authorized', 'captured'].includes(charge.status) && 'This charge is not authorised.') ||
      ((amount <= 0n || charge.capturedMinor + amount > charge.amountMinor) && 'This is more than was authorised.'),
    after: (charge, amount) => ({ ...charge, status: 'captured', capturedMinor: charge.capturedMinor + amount }),
  },
  refund: {
    event: 'charge.refunded',
    no: (charge, amount) =>
      (amount <= 0n || charge.refundedMinor + amount > charge.capturedMinor) &&
      'This is more than is left of the charge.',
    after: (charge, amount) => {
      const refundedMinor = charge.refundedMinor + amount
      return { ...charge, status: refundedMinor === charge.amountMinor ? 'refunded' : charge.status, refundedMinor }
    },
  },
  void: {
    event: 'charge.voided',
    no: (charge) => charge.capturedMinor > 0n && 'This charge was captured; it can only be refunded.',
    after: (charge) => ({ ...charge, status: charge.status === 'declined' ? 'declined' : 'voided' }),
  },
}

type Money = Pick<SandboxRow, 'status' | 'capturedMinor' | 'refundedMinor'>

async function move(tx: TenantTx, kind: Kind, deed: GatewayDeed & { amountMinor: bigint }): Promise<GatewayCharge> {
  const charge = await lockCharge(tx, deed.reference)
  const rule = MOVES[kind]
  if (!(await writeDeed(tx, charge, { key: deed.key, kind, amountMinor: deed.amountMinor })))
    return asGatewayCharge(charge)
  const no = rule.no(charge, deed.amountMinor)
  if (no) throw new GatewayRefusal(no)
  const after = rule.after(charge, deed.amountMinor)
  await tx.$executeRaw`
    update sandbox_charges set status = ${after.status}, captured_minor = ${after.capturedMinor}, refunded_minor = ${after.refundedMinor},
      updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${charge.id}::uuid`
  await tellShop(tx, charge, { eventId: `evt_${deed.key}`, type: rule.event })
  return asGatewayCharge({ ...charge, ...after })
}

/** Leaves a webhook to the worker; `times` sends the same event more than once, as payment companies do. */
export async function tellShop(
  tx: TenantTx,
  charge: Pick<SandboxRow, 'reference'>,
  event: { eventId: string; type: string; times?: number },
): Promise<void> {
  const { eventId, type, times = 1 } = event
  for (let copy = 1; copy <= times; copy++) {
    await enqueueJob(tx, {
      kind: 'sandbox.webhook',
      payload: { reference: charge.reference, eventId, type },
      attemptsMax: 8,
    })
  }
}
