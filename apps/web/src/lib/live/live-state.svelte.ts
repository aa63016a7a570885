export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'offline'

/** Shorter interruptions are not shown. */
const SHOWN_AFTER_MS = 3_000
const OFFLINE_AFTER_MS = 30_000

type LiveState = { status: LiveStatus; since: Date; clockOffsetMs: number }

/** How sure this page is of what it shows, since when, and how far the server's clock is ahead. */
export const liveState: LiveState = $state({ status: 'connecting', since: new Date(), clockOffsetMs: 0 })

let waiting: ReturnType<typeof setTimeout>[] = []

function show(status: LiveStatus, since: Date): void {
  if (liveState.status === status) return
  liveState.status = status
  liveState.since = since
}

const forgetWaiting = () => {
  for (const timer of waiting) clearTimeout(timer)
  waiting = []
}

export function showConnected(): void {
  forgetWaiting()
  show('live', new Date())
}

/** A connection was lost: after three seconds the page says that it reconnects, after thirty that it is offline. */
export function showLost(): void {
  if (waiting.length > 0 || liveState.status === 'offline') return
  const since = new Date()
  waiting = [
    setTimeout(() => show('reconnecting', since), SHOWN_AFTER_MS),
    setTimeout(() => show('offline', since), OFFLINE_AFTER_MS),
  ]
}

export function showOffline(): void {
  forgetWaiting()
  show('offline', new Date())
}

/** The server's time, by which sales begin and holds end. */
export const serverNowMs = (): number => Date.now() + liveState.clockOffsetMs
