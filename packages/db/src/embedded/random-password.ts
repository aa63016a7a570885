import { randomBytes } from 'node:crypto'

/** 192 random bits in letters that need no escaping in a URL. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url')
}
