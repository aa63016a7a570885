import type { PublishedEvent, SocketEvent } from '@souk/events'
import { createConflater } from './conflater.ts'

export type FeedPorts = {
  /** Reads the tenant's next events from the log. */
  readAfter: (position: string, limit: number) => Promise<PublishedEvent[]>
  readHead: () => Promise<string>
  /** Sends to this process's own sockets in the rooms of the event's topics. */
  send: (event: SocketEvent) => void
  /** Hears every event once, whether a socket listens or not. */
  onEvent: (event: PublishedEvent) => void
  /** Too far behind to send everything: all sockets of the tenant load afresh. */
  onSkipped: (position: string) => void
  onFault: (error: unknown) => void
}

export type TenantFeed = {
  /** New events, from the relay in this process or another. A gap before them is read from the log first. */
  offer: (events: PublishedEvent[]) => void
  /** Looks into the log for what no one told of. */
  heal: () => void
  /** Everything up to here has been sent; held-back events come after it. */
  resume: () => string
  /** What was sent after a position, if it is still remembered. */
  recentAfter: (position: string) => PublishedEvent[] | null
  idle: () => Promise<void>
  close: () => void
}

const READ_MAX = 500
const BEHIND_MAX = 5_000
const REMEMBERED_MAX = 1_000

/**
 * One tenant's events in one process. It holds the position it has sent up to and sends each event after it once, in
 * order. A hint that got lost - a relay that died between commit and emit, a Redis that was away - shows as a gap in the
 * positions and is read from the log.
 */
export async function openTenantFeed(ports: FeedPorts): Promise<TenantFeed> {
  let cursor = BigInt(await ports.readHead())
  let recent: PublishedEvent[] = []
  let turn: Promise<void> = Promise.resolve()
  const resume = () => {
    const held = conflater.oldestHeld()
    return String(held === undefined ? cursor : held - 1n)
  }
  const conflater = createConflater(({ position, name, topics, payload }) =>
    ports.send({ position, resume: resume(), name, topics, payload }),
  )

  const deliver = (events: PublishedEvent[]) => {
    for (const event of events) {
      if (BigInt(event.position) <= cursor) continue
      cursor = BigInt(event.position)
      recent.push(event)
      conflater.pass(event)
      ports.onEvent(event)
    }
    if (recent.length > 2 * REMEMBERED_MAX) recent = recent.slice(-REMEMBERED_MAX)
  }
  const catchUp = async () => {
    const from = cursor
    for (;;) {
      const events = await ports.readAfter(String(cursor), READ_MAX)
      if (isGap(events)) skipTo(BigInt(events[0]!.position) - 1n)
      deliver(events)
      if (events.length < READ_MAX) return
      if (cursor - from >= BEHIND_MAX) return skipTo(BigInt(await ports.readHead()))
    }
  }
  const isGap = (events: PublishedEvent[]) => events.length > 0 && BigInt(events[0]!.position) > cursor + 1n
  const skipTo = (position: bigint) => {
    cursor = position
    recent = []
    ports.onSkipped(String(position))
  }
  const inTurn = (work: () => void | Promise<void>) => {
    turn = turn.then(work).catch(ports.onFault)
  }

  return {
    offer: (events) => inTurn(() => (isGap(events) ? catchUp() : deliver(events))),
    heal: () => inTurn(catchUp),
    resume,
    recentAfter: (position) => {
      const after = BigInt(position)
      if (after >= cursor) return []
      const oldest = recent[0] && BigInt(recent[0].position)
      return oldest !== undefined && oldest <= after + 1n ? recent.filter((one) => BigInt(one.position) > after) : null
    },
    idle: () => turn,
    close: conflater.close,
  }
}
