/** How fast one socket may speak: a burst, then a steady rate. Whoever goes on after that is cut off. */
export const MESSAGES_BURST_MAX = 40
const MESSAGES_PER_SECOND = 10
const IGNORED_MAX = 100

/** Judges each message of one socket: taken, ignored, or the last straw. */
export function createMessageLimit(now: () => number = () => performance.now()): () => 'take' | 'ignore' | 'close' {
  let left = MESSAGES_BURST_MAX
  let ignored = 0
  let at = now()
  return () => {
    const seconds = (now() - at) / 1000
    at = now()
    left = Math.min(MESSAGES_BURST_MAX, left + seconds * MESSAGES_PER_SECOND)
    if (left >= 1) {
      if (left === MESSAGES_BURST_MAX) ignored = 0
      left -= 1
      return 'take'
    }
    return ++ignored > IGNORED_MAX ? 'close' : 'ignore'
  }
}
