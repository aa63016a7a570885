import { randomUUID } from 'node:crypto'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAuthPool, createDb, startRelay } from '@souk/db'
import { roomOf, type PublishedEvent } from '@souk/events'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import { linkProcesses, type RedisLink } from './between-processes.ts'
import { followClock } from './database-clock.ts'
import { createFeeds, type Feeds } from './feeds.ts'
import { greetSockets } from './greet.ts'
import { guardSockets } from './handshake.ts'
import { answerHealth } from './health.ts'
import type { Registers } from './people.ts'
import { openPresence } from './presence.ts'
import { isAboutPeople, recheckConcerned } from './recheck-people.ts'
import { keepRounds } from './rounds.ts'
import type { LiveServer } from './socket-state.ts'

export type RealtimeOptions = {
  databaseUrl: string
  authUrl: string
  relayUrl: string
  redisUrl?: string | undefined
  port: number
  host: string
  platformHost: string
  log: Logger
  /** How long "I am here" counts. */
  presenceMs?: number
}

export type Realtime = { port: number; isRelay: () => boolean; stop: () => Promise<void> }

const PATH = '/socket.io/'

/** Long enough for a subscription to a hundred topics with proofs, and nothing more. */
const MESSAGE_BYTES_MAX = 16_384

/** One realtime process: its sockets, its feeds of the tenants that are heard here, and its relay, working or standing by. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { log } = options
  const registers = { db: createDb(options.databaseUrl, { poolMax: 8 }), auth: createAuthPool(options.authUrl, 3) }
  const redis = options.redisUrl ? linkProcesses(options.redisUrl, log) : undefined
  const clock = followClock(registers.auth)
  const http = createServer(answerHealth(clock.isFollowed))
  const io = openSockets(http, redis)
  guardSockets(http, { ...options, ...registers }, PATH)
  const feeds = feedsInto(io, registers, log)
  const presence = openPresence(io, options.presenceMs)
  greetSockets(io, { ...options, ...registers, feeds, nowMs: clock.nowMs, presence })
  const relay = startRelay({
    relayUrl: options.relayUrl,
    holder: `${process.pid}-${randomUUID()}`,
    publish: publisher(io, feeds, redis),
    onFault: (err) => log.warn({ err }, 'The outbox could not be drained; trying again'),
  })
  const rounds = keepRounds(io, feeds, registers, log)
  const stop = async () => {
    rounds.stop()
    presence.stop()
    await relay.stop()
    io.local.emit('goodbye', { reason: 'restart' })
    await io.close()
    feeds.close()
    clock.stop()
    redis?.close()
    await Promise.allSettled([registers.db.close(), registers.auth.end()])
  }
  await listen(http, options.port, options.host).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { port: (http.address() as AddressInfo).port, isRelay: relay.isHolder, stop }
}

function openSockets(http: HttpServer, redis: RedisLink | undefined): LiveServer {
  return new Server(http, {
    path: PATH,
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // Only pages of the very host get this far, and they ask from another port of it.
    cors: { origin: true, credentials: true },
    ...(redis ? { adapter: redis.adapter } : {}),
  })
}

function feedsInto(io: LiveServer, registers: Registers, log: Logger): Feeds {
  return createFeeds(registers.db, {
    send: (tenantId, event) => {
      const rooms = event.topics.map((topic) => roomOf(tenantId, topic))
      if (rooms.length > 0) io.local.to(rooms).emit('event', event)
    },
    onEvent: (tenantId, event) => {
      if (isAboutPeople(event)) void recheckConcerned(io, registers, log, tenantId, event)
    },
    onSkipped: (tenantId, position) => {
      for (const socket of io.sockets.sockets.values())
        if (socket.data.tenantId === tenantId) socket.emit('refresh', { position })
    },
    onFault: (err) => log.warn({ err }, 'A log could not be read; trying again'),
  })
}

/** To the sockets here directly, to other processes through Redis when it is there. Both are hints: the log is the truth. */
function publisher(io: LiveServer, feeds: Feeds, redis: RedisLink | undefined) {
  io.on('numbered', (tenantId, events) => feeds.offer(tenantId, JSON.parse(events) as PublishedEvent[]))
  return (tenantId: string, events: PublishedEvent[]): void => {
    feeds.offer(tenantId, events)
    if (redis?.isReady()) io.serverSideEmit('numbered', tenantId, JSON.stringify(events))
  }
}

const listen = (http: HttpServer, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => resolve())
  })
