import type { TenantTx } from '@souk/db'
import { enqueueJob } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { lockCharge, setChargeStatus, writeDeed, type SandboxRow } from './charge.ts'
import type { DeclineReason } from './decline-reasons.ts'
import { tellShop } from './sandbox-gateway.ts'

/** What a person can do on the sandbox's page. How the shop is told is part of it, since that is what is being tried. */
export type Decision =
  | { deed: 'approve'; tell: 'once' | 'twice' | 'never' | 'late' }
  | { deed: 'challenge' }
  | { deed: 'code'; code: string }
  | { deed: 'decline'; reason: DeclineReason }

/** How long a bank that takes its time takes. */
const LATE_MS = 8000
const CODE = '123456'
const WRONG_CODES_MAX = 3

/**
 * Decides an open charge. One that was decided stays so: a form sent twice changes nothing. Returns where the shopper goes
 * next: back to the shop, or, with null, on with the sandbox's page.
 */
export async function decideCharge(
  tx: TenantTx,
  reference: string,
  decision: Decision,
): Promise<{ returnUrl: string | null }> {
  const charge = await lockCharge(tx, reference)
  const open = charge.status === 'open' || charge.status === 'challenge'
  if (!open || charge.deeds.includes('approve:late')) return { returnUrl: charge.returnUrl }
  if (decision.deed === 'approve') await approve(tx, charge, decision.tell)
  else if (decision.deed === 'decline') await decline(tx, charge, decision.reason)
  else if (decision.deed === 'challenge') return challenge(tx, charge)
  else return answerChallenge(tx, charge, decision.code)
  return { returnUrl: charge.returnUrl }
}

async function approve(tx: TenantTx, charge: SandboxRow, tell: 'once' | 'twice' | 'never' | 'late'): Promise<void> {
  await writeDeed(tx, charge, { key: `approve_${charge.id}`, kind: `approve:${tell}`, amountMinor: charge.amountMinor })
  if (tell === 'late') {
    const runAt = new Date(Date.now() + LATE_MS)
    await enqueueJob(tx, {
      kind: 'sandbox.approve',
      payload: { reference: charge.reference },
      runAt,
      dedupeKey: charge.reference,
    })
    return
  }
  await setChargeStatus(tx, charge, 'authorized')
  if (tell !== 'never') await tellAuthorized(tx, charge, tell === 'twice' ? 2 : 1)
}

/** The bank that took its time has answered. */
export async function approveLate(tx: TenantTx, reference: string): Promise<void> {
  const charge = await lockCharge(tx, reference)
  if (charge.status !== 'open' && charge.status !== 'challenge') return
  await setChargeStatus(tx, charge, 'authorized')
  await tellAuthorized(tx, charge, 1)
}

const tellAuthorized = (tx: TenantTx, charge: SandboxRow, times: number): Promise<void> =>
  tellShop(tx, charge, { eventId: `evt_approve_${charge.id}`, type: 'charge.authorized', times })

async function decline(tx: TenantTx, charge: SandboxRow, reason: DeclineReason): Promise<void> {
  await writeDeed(tx, charge, { key: `decline_${charge.id}`, kind: `decline:${reason}` })
  await setChargeStatus(tx, charge, 'declined')
  await tellShop(tx, charge, { eventId: `evt_decline_${charge.id}`, type: 'charge.declined' })
}

async function challenge(tx: TenantTx, charge: SandboxRow): Promise<{ returnUrl: null }> {
  await setChargeStatus(tx, charge, 'challenge')
  return { returnUrl: null }
}

async function answerChallenge(tx: TenantTx, charge: SandboxRow, code: string): Promise<{ returnUrl: string | null }> {
  if (charge.status !== 'challenge') return { returnUrl: null }
  if (code.trim() === CODE) {
    await approve(tx, charge, 'once')
    return { returnUrl: charge.returnUrl }
  }
  const wrong = charge.deeds.filter((deed) => deed === 'wrong_code').length + 1
  await writeDeed(tx, charge, { key: `code_${charge.id}_${wrong}`, kind: 'wrong_code' })
  if (wrong < WRONG_CODES_MAX) return { returnUrl: null }
  await decline(tx, charge, 'wrong_code')
  return { returnUrl: charge.returnUrl }
}

/** How many tries a challenge has left; the page tells it after a wrong code. */
export const codesLeft = (charge: Pick<SandboxRow, 'deeds'>): number =>
  WRONG_CODES_MAX - charge.deeds.filter((deed) => deed === 'wrong_code').length

export function checkCode(code: string): void {
  if (!/^\d{6}$/.test(code.trim())) throw new InvalidInput({ code: 'Type the six digits of the code.' })
}
