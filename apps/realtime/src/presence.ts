import { randomUUID } from 'node:crypto'
import { parseTopic, roomOf, type PresenceInput, type PresentPerson } from '@souk/events'
import type { LiveServer, LiveSocket } from './socket-state.ts'

/** A page says every ten seconds that it is here; one that fell silent for this long has left. */
const PRESENT_MS = 30_000

type Here = PresentPerson & { untilMs: number }
type Room = { topic: string; people: Map<string, Here> }

export type Presence = {
  /** Takes a page's word that it is here, if it joined the topic. Who is speaking is read from the socket alone. */
  say: (socket: LiveSocket, input: PresenceInput) => void
  stop: () => void
}

/**
 * Who looks at which record. It lives in memory and in rooms that were joined with permission: leaving the room - by closing
 * the page, by losing the connection or the right - is leaving its list at once. Each process tells of its own sockets.
 */
export function openPresence(io: LiveServer, presentMs = PRESENT_MS): Presence {
  const from = randomUUID()
  const rooms = new Map<string, Room>()

  const tell = (name: string, { topic, people }: Room) =>
    io.to(name).emit('presence', { topic, from, people: [...people.values()].map(personOf) })
  const drop = (name: string, socketId: string) => {
    const room = rooms.get(name)
    if (!room?.people.delete(socketId)) return
    if (room.people.size === 0) rooms.delete(name)
    tell(name, room)
  }
  const sweep = () => {
    const now = performance.now()
    for (const [name, room] of rooms) {
      for (const [socketId, { untilMs }] of room.people) if (untilMs < now) drop(name, socketId)
      // Told again even when nothing changed: a page that came through another process has not heard it.
      if (rooms.has(name)) tell(name, room)
    }
  }
  const timer = setInterval(sweep, presentMs / 3)
  io.of('/').adapter.on('leave-room', drop)
  return {
    say: (socket, { topic, here, field = null }) => {
      const { staff, topics, tenantId } = socket.data
      if (!staff || !topics.has(topic) || !parseTopic(topic).kind.startsWith('office-')) return
      const name = roomOf(tenantId, topic)
      if (!here) return drop(name, socket.id)
      const room = rooms.get(name) ?? { topic, people: new Map<string, Here>() }
      rooms.set(name, room)
      const before = room.people.get(socket.id)
      room.people.set(socket.id, {
        accountId: staff.id,
        name: staff.name,
        field,
        untilMs: performance.now() + presentMs,
      })
      if (!before || before.field !== field) tell(name, room)
    },
    stop: () => {
      clearInterval(timer)
      io.of('/').adapter.off('leave-room', drop)
    },
  }
}

const personOf = ({ accountId, name, field }: Here): PresentPerson => ({ accountId, name, field })
