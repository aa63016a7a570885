import type { Db } from '@souk/db'
import { presenceInput, roomOf, subscribeInput, unsubscribeInput, type SubscribeAnswer } from '@souk/events'
import type { Logger } from 'pino'
import { createMessageLimit } from './message-limit.ts'
import { inTurn, type LiveSocket } from './socket-state.ts'
import { subscribe } from './subscribe.ts'
import type { Presence } from './presence.ts'
import type { TenantFeed } from './tenant-feed.ts'

export type ConnectionPorts = { db: Db; log: Logger; nowMs: () => number; presence: Presence }

/** How many requests of one socket may wait for their turn. */
const WAITING_MAX = 20

/** Serves one socket. A socket asks to hear and says that it is here; it writes nothing. Whatever is not known is passed over. */
export function serveSocket({ db, log, nowMs, presence }: ConnectionPorts, socket: LiveSocket, feed: TenantFeed): void {
  let waiting = 0
  limitMessages(socket)

  socket.on('subscribe', (input: unknown, answer: unknown) => {
    const reply = answering<SubscribeAnswer>(answer)
    const parsed = subscribeInput.safeParse(input)
    if (!parsed.success) return reply({ ok: false, error: 'malformed' })
    if (waiting >= WAITING_MAX) return reply({ ok: false, error: 'too_fast' })
    waiting++
    inTurn(socket, () => subscribe(db, socket, feed, parsed.data))
      .then(reply)
      .catch((err: unknown) => {
        log.warn({ err, tenantId: socket.data.tenantId }, 'A subscription could not be answered')
        reply({ ok: false, error: 'unavailable' })
      })
      .finally(() => waiting--)
  })
  socket.on('unsubscribe', (input: unknown) => {
    const parsed = unsubscribeInput.safeParse(input)
    if (!parsed.success || waiting >= WAITING_MAX) return
    waiting++
    void inTurn(socket, async () => {
      waiting--
      for (const topic of parsed.data.topics) {
        if (socket.data.topics.delete(topic)) void socket.leave(roomOf(socket.data.tenantId, topic))
      }
    })
  })
  socket.on('presence', (input: unknown) => {
    const parsed = presenceInput.safeParse(input)
    if (!parsed.success || waiting >= WAITING_MAX) return
    waiting++
    // Behind a join that was asked for before it.
    void inTurn(socket, async () => {
      waiting--
      presence.say(socket, parsed.data)
    })
  })
  socket.on('clock', (answer: unknown) => answering<{ nowMs: number }>(answer)({ nowMs: nowMs() }))
}

/** An acknowledgement that a client may have left out. */
const answering =
  <T>(answer: unknown) =>
  (value: T): void => {
    if (typeof answer === 'function') (answer as (value: T) => void)(value)
  }

function limitMessages(socket: LiveSocket): void {
  const judge = createMessageLimit()
  socket.use((_packet, next) => {
    const verdict = judge()
    if (verdict === 'take') next()
    else if (verdict === 'close') socket.disconnect(true)
  })
}
