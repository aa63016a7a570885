import { createHash, randomBytes } from 'node:crypto'

/** What is stored of a token: its sha256. A stolen table opens nothing. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A token nobody guesses: 160 random bits in lower-case base 32. */
export function newToken(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  return Array.from(randomBytes(32), (byte) => alphabet[byte & 31]).join('')
}

/** A session is prolonged while it is used, but ends for good after this. */
export const SESSION_LIFE_DAYS_MAX = 90
export const SESSION_IDLE_DAYS = 14

/** Where a session is valid; it is refused everywhere else. */
export type Audience = 'platform' | `staff:${string}` | `shop:${string}`

export type SessionFacts = { audience: Audience; ip: string | null; userAgent: string | null }
