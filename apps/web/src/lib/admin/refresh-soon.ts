import { invalidate } from '$app/navigation'

/** Two loads lie at least this far apart, so that a busy minute does not keep a page loading. */
const APART_MS = 250
/** Events of one deed come together; this little is waited for the others. */
const GATHER_MS = 25
const keys = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let lastAt = 0

/** Reads again what depends on a key: nearly at once, and once for everything that came meanwhile. */
export function refreshSoon(key: string): void {
  keys.add(key)
  timer ??= setTimeout(load, Math.max(GATHER_MS, lastAt + APART_MS - performance.now()))
}

/** Keys that are named in one turn become one load. */
function load(): void {
  timer = undefined
  lastAt = performance.now()
  for (const key of keys) void invalidate(key)
  keys.clear()
}
