import { invalidate } from '$app/navigation'
import { useLive } from '#lib/live/index.ts'

const SETTLE_MS = 400

/** Reads a part of the page anew when something is heard on these topics; a burst is one reading. */
export function refreshOn(topics: () => string[], dependency: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  useLive(topics, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void invalidate(dependency), SETTLE_MS)
  })
}
