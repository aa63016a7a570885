import { RateLimiterMemory } from 'rate-limiter-flexible'
import { TooManySignIns } from './password.ts'

// Wrong passwords are counted by address and by e-mail, in this process. The e-mail's count is per address too, so that
// nobody locks an owner out by failing on purpose from elsewhere.
const byAddress = new RateLimiterMemory({ keyPrefix: 'ip', points: 60, duration: 900 })
const byPair = new RateLimiterMemory({ keyPrefix: 'pair', points: 8, duration: 900 })

/** Throws TooManySignIns when this e-mail or this address has failed too often in the last quarter of an hour. */
export async function checkSignInLimit(scope: string, emailNorm: string, ip: string | null): Promise<void> {
  const [address, pair] = await Promise.all([byAddress.get(`${ip}`), byPair.get(`${scope}|${emailNorm}|${ip}`)])
  if ((address && address.remainingPoints <= 0) || (pair && pair.remainingPoints <= 0)) throw new TooManySignIns()
}

export async function countFailedSignIn(scope: string, emailNorm: string, ip: string | null): Promise<void> {
  await Promise.all([byAddress.penalty(`${ip}`), byPair.penalty(`${scope}|${emailNorm}|${ip}`)])
}
