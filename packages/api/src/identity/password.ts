import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'

// argon2id with OWASP's parameters (19 MiB, 2 passes). The queue is bounded: a flood of sign-ins must not take the
// memory and the cores that a checkout needs.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const WAITING_MAX = 32
let waiting = 0

export const password = z.string().min(10, 'Use at least 10 characters.').max(200, 'Use at most 200 characters.')

export class TooManySignIns extends Refusal {
  constructor() {
    super(429, 'too_many_sign_ins', 'Too many attempts to sign in. Wait a few minutes and try again.')
  }
}

async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= WAITING_MAX) throw new TooManySignIns()
  waiting++
  try {
    return await work()
  } finally {
    waiting--
  }
}

export const hashPassword = (plain: string): Promise<string> => bounded(() => hash(plain, PARAMETERS))

/** A hash of nothing anyone types: verifying against it takes as long as against a real one. */
const NOBODY = hash(crypto.randomUUID(), PARAMETERS)

/** Whether the password fits. Takes the same time when there is no such account, so its absence cannot be measured. */
export const verifyPassword = (stored: string | undefined, plain: string): Promise<boolean> =>
  bounded(async () => (await verify(stored ?? (await NOBODY), plain)) && stored !== undefined)
