const CRASHES_MAX = 8
const WINDOW_MS = 60_000
const DELAY_MAX_MS = 5_000

/** How long to wait before the next restart, doubling from 200 ms; undefined once restarting has become pointless. */
export function crashBudget(now: () => number = Date.now) {
  let crashes: number[] = []
  return {
    nextDelayMs(): number | undefined {
      crashes = [...crashes.filter((at) => now() - at < WINDOW_MS), now()]
      if (crashes.length >= CRASHES_MAX) return undefined
      return Math.min(200 * 2 ** (crashes.length - 1), DELAY_MAX_MS)
    },
    describe: () => `for the ${CRASHES_MAX}th time within ${WINDOW_MS / 1000} s`,
  }
}
