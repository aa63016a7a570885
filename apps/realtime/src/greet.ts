import type { AuthPool, Db } from '@souk/db'
import type { Logger } from 'pino'
import { serveSocket } from './connection.ts'
import type { Feeds } from './feeds.ts'
import { admit } from './handshake.ts'
import { readPeople } from './people.ts'
import type { Presence } from './presence.ts'
import { sessionTokens } from './session-cookies.ts'
import type { LiveServer, LiveSocket } from './socket-state.ts'
import type { TenantFeed } from './tenant-feed.ts'

export type GreetPorts = {
  db: Db
  auth: AuthPool
  feeds: Feeds
  log: Logger
  platformHost: string
  nowMs: () => number
  presence: Presence
}

/** Makes each new socket known - its shop by the host, its people by the cookies - before it may ask for anything. */
export function greetSockets(io: LiveServer, ports: GreetPorts): void {
  const feedOf = new WeakMap<LiveSocket, TenantFeed>()
  const greet = async (socket: LiveSocket) => {
    const { headers } = socket.handshake
    const tenant = await admit(ports, headers)
    if (!tenant) throw new Error('refused')
    const tenantId = tenant.id
    const tokens = sessionTokens(headers.cookie, headers.origin)
    const people = await readPeople(ports, { tenantId, tokens })
    Object.assign(socket.data, {
      tenantId,
      tokens,
      ...people,
      topics: new Set(),
      proofs: new Map(),
      turn: Promise.resolve(),
    })
    feedOf.set(socket, await ports.feeds.use(tenantId))
    // A connection may end before it was ever announced; its place in the feed is given back all the same.
    if (socket.conn.readyState === 'open') socket.conn.once('close', () => ports.feeds.leave(tenantId))
    else ports.feeds.leave(tenantId)
  }
  io.use((socket, next) => {
    greet(socket).then(
      () => next(),
      (err: unknown) => {
        ports.log.warn({ err }, 'A socket was turned away')
        next(new Error('unavailable'))
      },
    )
  })
  io.on('connection', (socket) => serveSocket(ports, socket, feedOf.get(socket)!))
}
