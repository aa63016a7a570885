import { invalidate } from '$app/navigation'

/** A burst of events becomes one load at most this often, so that a busy minute does not keep a page loading. */
const EVERY_MS = 200
const waiting = new Map<string, ReturnType<typeof setTimeout>>()

/** Reads again what depends on a key: soon, and once for all that came meanwhile. */
export function refreshSoon(key: string): void {
  if (waiting.has(key)) return
  waiting.set(
    key,
    setTimeout(() => {
      waiting.delete(key)
      void invalidate(key)
    }, EVERY_MS),
  )
}
