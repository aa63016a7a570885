import { RateLimiterMemory } from 'rate-limiter-flexible'
import { TooManySignIns } from './password.ts'

// Wrong passwords are counted by address and by e-mail, in this process. The e-mail's count is per address too, so that
// nobody locks an owner out by failing on purpose from elsewhere.
const ADDRESS_MAX = 60
const PAIR_MAX = 8
const byAddress = new RateLimiterMemory({ keyPrefix: 'ip', points: ADDRESS_MAX, duration: 900 })
const byPair = new RateLimiterMemory({ keyPrefix: 'pair', points: PAIR_MAX, duration: 900 })

/**
 * Judges a password, unless this e-mail or this address has failed too often in the last quarter of an hour; then it throws
 * TooManySignIns. A try is counted before it is judged and given back when it fits: guesses that arrive at one moment would
 * otherwise all be judged against the same count.
 */
export async function judgeSignIn(
  who: { scope: string; emailNorm: string; ip: string | null },
  judge: () => Promise<boolean>,
): Promise<boolean> {
  const [address, pair] = [`${who.ip}`, `${who.scope}|${who.emailNorm}|${who.ip}`]
  const giveBack = () => Promise.all([byAddress.reward(address), byPair.reward(pair)])
  const [ofAddress, ofPair] = await Promise.all([byAddress.penalty(address), byPair.penalty(pair)])
  let failed = false
  try {
    if (ofAddress.consumedPoints > ADDRESS_MAX || ofPair.consumedPoints > PAIR_MAX) throw new TooManySignIns()
    failed = !(await judge())
    return !failed
  } finally {
    if (!failed) await giveBack()
  }
}
