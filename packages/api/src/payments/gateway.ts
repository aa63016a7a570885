import type { TenantTx } from '@souk/db'
import { Refusal } from '../refusal.ts'

/** How far a charge has come at its payment company. */
export type ChargeStatus = 'open' | 'challenge' | 'authorized' | 'declined' | 'captured' | 'voided' | 'refunded'

/** A charge as its payment company knows it now. `paymentId` is what we told it, so it is found again whoever asks first. */
export type GatewayCharge = {
  reference: string
  paymentId: string
  status: ChargeStatus
  amountMinor: bigint
  capturedMinor: bigint
  refundedMinor: bigint
  currency: string
  /** Why it was declined, in a sentence for the shopper. */
  declineReason: string | null
  /** The payment company's page on which the shopper goes on. */
  pageUrl: string
}

/** A webhook after its signature held, whatever its payment company calls things. What it says is fetched, never believed. */
export type GatewayEvent = { id: string; type: string; reference: string }

/** The shop's account at a payment company. A gateway opens transactions of its own: none of ours waits for it. */
export type GatewayAccount = {
  provider: string
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
}

export type CreateCharge = {
  paymentId: string
  amountMinor: bigint
  currency: string
  /** Where the shopper comes back to. */
  returnUrl: string
  /** Where the payment company tells what happened. */
  webhookUrl: string
}

export type WebhookRequest = { body: string; signature: string | null; receivedAt: Date }

/**
 * What every payment provider can do. Each deed carries a key: the same key again repeats nothing and answers with the
 * charge as it is. What the company will not do is a GatewayRefusal; what could not be asked is any other error and is tried
 * again.
 */
export type Gateway = {
  /** One charge a payment: asked twice, the first one comes back. */
  createCharge: (account: GatewayAccount, input: CreateCharge) => Promise<GatewayCharge>
  retrieve: (account: GatewayAccount, reference: string) => Promise<GatewayCharge>
  /** Takes the money, or a part of it. */
  capture: (account: GatewayAccount, deed: GatewayDeed & { amountMinor: bigint }) => Promise<GatewayCharge>
  /** Lets go of what was never captured. */
  void: (account: GatewayAccount, deed: GatewayDeed) => Promise<GatewayCharge>
  refund: (account: GatewayAccount, deed: GatewayDeed & { amountMinor: bigint }) => Promise<GatewayCharge>
  /** Throws WebhookRefused unless the company itself sent this, unaltered and within the last five minutes. */
  verifyWebhook: (account: GatewayAccount, request: WebhookRequest) => Promise<GatewayEvent>
}

export type GatewayDeed = { reference: string; key: string }

/** The payment company said no. Asking again cannot help. */
export class GatewayRefusal extends Refusal {
  constructor(sentence: string) {
    super(409, 'gateway_refused', sentence)
  }
}

/** Forged, altered, stale, or signed for another account. */
export class WebhookRefused extends Refusal {
  constructor(reason: string) {
    super(400, 'webhook_refused', reason)
  }
}
