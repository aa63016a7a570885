import type { SocketEvent } from '@souk/events'
import { invalidateAll } from '$app/navigation'
import { createJoins, type LiveSocket } from './joins.ts'
import { liveState, showConnected, showLost, showOffline } from './live-state.svelte.ts'
import { createPositions } from './positions.ts'
import { measureClockOffset } from './server-clock.ts'

export type LiveConnection = { topicsChanged: () => void }

type Ports = {
  port: string
  wanted: () => string[]
  proofs: ReadonlyMap<string, string>
  hear: (event: SocketEvent) => void
  /** Called on each new connection, once for a socket that comes back by itself. */
  opened: (socket: LiveSocket) => void
}

const BACKOFF_MS = { first: 500, most: 10_000 }
const CLOCK_EVERY_MS = 5 * 60_000

/** The page's one socket. Its library is fetched when the page has loaded, so that no first paint waits for it. */
export function createLiveConnection({ port, wanted, proofs, hear, opened }: Ports): LiveConnection {
  const positions = createPositions()
  const loadAfresh = (position: string) => {
    positions.restartAt(position)
    void invalidateAll()
  }
  const joins = createJoins({ wanted, proofs, positions, loadAfresh, onJoined: showConnected })
  let planned = false

  const open = async () => {
    const { io } = await import('socket.io-client')
    const socket: LiveSocket = io(addressOf(port), OPTIONS)
    socket.on('connect', () => joins.connected(socket))
    opened(socket)
    socket.on('event', (event) => positions.take(event) && hear(event))
    socket.on('beat', ({ resume }) => positions.moveTo(resume))
    socket.on('refresh', ({ position }) => loadAfresh(position))
    socket.on('revoked', () => void invalidateAll())
    socket.on('goodbye', ({ reason }) => void (reason === 'signed_out' && invalidateAll()))
    keepTrying(socket)
    watchBrowser(socket)
  }
  whenLoaded(() => void open().catch(showLost))
  return {
    topicsChanged: () => {
      if (planned) return
      planned = true
      queueMicrotask(() => {
        planned = false
        joins.update()
      })
    },
  }
}

const OPTIONS = {
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  withCredentials: true,
  reconnectionDelay: BACKOFF_MS.first,
  reconnectionDelayMax: BACKOFF_MS.most,
  randomizationFactor: 0.5,
}

const addressOf = (port: string): string =>
  port ? `${location.protocol}//${location.hostname}:${port}` : location.origin

function whenLoaded(work: () => void): void {
  if (document.readyState === 'complete') setTimeout(work)
  else addEventListener('load', () => setTimeout(work), { once: true })
}

/** A lost connection the library opens again by itself; one that the server ended or refused is asked for here. */
function keepTrying(socket: LiveSocket): void {
  const later = () =>
    setTimeout(() => socket.connect(), BACKOFF_MS.first + Math.random() * (BACKOFF_MS.most - BACKOFF_MS.first))
  socket.on('disconnect', () => {
    showLost()
    if (!socket.active) later()
  })
  socket.on('connect_error', () => {
    showLost()
    if (!socket.active) later()
  })
}

/** The browser knows sooner than a ping that it is offline; a tab that comes back asks for the time again. */
function watchBrowser(socket: LiveSocket): void {
  const askClock = async () => {
    if (!socket.connected) return
    liveState.clockOffsetMs = await measureClockOffset(() => socket.timeout(5_000).emitWithAck('clock'))
  }
  const tryClock = () => void askClock().catch(() => {})
  socket.on('connect', tryClock)
  setInterval(tryClock, CLOCK_EVERY_MS)
  addEventListener('focus', tryClock)
  addEventListener('offline', showOffline)
  // A connection that seems to have lived through it is not trusted: joining anew asks for what was missed.
  addEventListener('online', () => socket.disconnect().connect())
}
