import type { Logger } from 'pino'
import type { Feeds } from './feeds.ts'
import type { Registers } from './people.ts'
import { recheckEach } from './recheck-people.ts'
import { beatRoom, type LiveServer } from './socket-state.ts'

/** How many packets may wait for one client before it is cut off; it comes back and loads afresh. */
const WAITING_PACKETS_MAX = 200

const HEAL_EVERY_MS = 2_000
const RECHECK_EVERY_MS = 30_000
const SLOW_EVERY_MS = 500

/** What a process does again and again for all of its sockets. */
export function keepRounds(io: LiveServer, feeds: Feeds, registers: Registers, log: Logger): { stop: () => void } {
  const heal = async () => {
    await feeds.heal()
    feeds.each((tenantId, feed) => io.local.to(beatRoom(tenantId)).emit('beat', { resume: feed.resume() }))
  }
  const timers = [
    every(HEAL_EVERY_MS, heal),
    every(RECHECK_EVERY_MS, () => recheckEach(registers, log, [...io.sockets.sockets.values()])),
    every(SLOW_EVERY_MS, async () => cutSlow(io)),
  ]
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) }
}

/** Repeats work; a round that takes longer than its interval is not started twice. */
function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  let busy = false
  return setInterval(() => {
    if (busy) return
    busy = true
    void work().finally(() => (busy = false))
  }, ms)
}

/** A client that does not read would hold its packets in memory. It is cut off; no one waits for it. */
function cutSlow(io: LiveServer): void {
  for (const { conn } of io.sockets.sockets.values()) if (waitingPackets(conn) > WAITING_PACKETS_MAX) conn.close(true)
}

/** Engine.IO shows no count of what waits to be sent, only keeps it. */
const waitingPackets = (conn: object): number => (conn as { writeBuffer: unknown[] }).writeBuffer.length
