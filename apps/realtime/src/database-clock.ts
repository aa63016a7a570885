import type { AuthPool } from '@souk/db'

export type DatabaseClock = { nowMs: () => number; isFollowed: () => boolean; stop: () => void }

const EVERY_MS = 5_000

/** The database's time, which decides when a sale begins, as this process knows it: its own clock and an offset. */
export function followClock(auth: AuthPool): DatabaseClock {
  let offsetMs = 0
  let followed = false
  const measure = async () => {
    const sent = Date.now()
    try {
      const { rows } = await auth.query<{ nowMs: number }>(
        `select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs"`,
      )
      offsetMs = rows[0]!.nowMs - (sent + Date.now()) / 2
      followed = true
    } catch {
      followed = false
    }
  }
  void measure()
  const timer = setInterval(measure, EVERY_MS)
  return { nowMs: () => Date.now() + offsetMs, isFollowed: () => followed, stop: () => clearInterval(timer) }
}
