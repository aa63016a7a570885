import { createAuthPool, createDb, createWaker, type AuthPool, type Db } from '@souk/db'
import { AUTH_DATABASE_URL, DATABASE_URL } from '$app/env/private'

type Backend = { db: Db; auth: AuthPool }
const kept = globalThis as { soukBackend?: Backend }

/** The process's connections; kept across hot reloads. */
export function backend(): Backend {
  if (!kept.soukBackend) {
    const waker = createWaker(AUTH_DATABASE_URL)
    kept.soukBackend = {
      db: createDb(DATABASE_URL, { onEmitted: waker.wake }),
      auth: createAuthPool(AUTH_DATABASE_URL),
    }
  }
  return kept.soukBackend
}
