import { createHmac, timingSafeEqual } from 'node:crypto'
import { WebhookRefused } from '../gateway.ts'

/** A webhook older or newer than this is refused: who recorded one cannot send it again later. */
const TOLERANCE_SECONDS = 5 * 60

/** The header of a webhook: when it was signed, and the HMAC-SHA256 over that moment and the body. */
export function signWebhook(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${macOf(secret, seconds, body)}`
}

/** Throws WebhookRefused unless the header was made with this secret, for this body, within the last five minutes. */
export function verifySignature(
  secret: string,
  input: { body: string; signature: string | null; receivedAt: Date },
): void {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(input.signature ?? '')
  if (!match || secret === '') throw new WebhookRefused('The signature is missing or malformed.')
  const seconds = Number(match[1])
  const expected = Buffer.from(macOf(secret, seconds, input.body), 'hex')
  if (!timingSafeEqual(expected, Buffer.from(match[2]!, 'hex')))
    throw new WebhookRefused('The signature does not match.')
  // The age is judged after the signature, so that a stranger learns nothing about our clock.
  if (Math.abs(input.receivedAt.getTime() / 1000 - seconds) > TOLERANCE_SECONDS) {
    throw new WebhookRefused('The signature is too old.')
  }
}

const macOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
