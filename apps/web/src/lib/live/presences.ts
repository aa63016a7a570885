import type { PresenceList } from '@souk/events'
import type { LiveSocket } from './joins.ts'

export type Watch = { edit: (field: string | null) => void; stop: () => void }

const SAY_EVERY_MS = 10_000

/** What this page says of itself - "I am here, editing the price" - and what it hears of others, topic by topic. */
export function createPresences() {
  const watched = new Map<string, { field: string | null; hear: (list: PresenceList) => void }>()
  let socket: LiveSocket | undefined

  const say = (topic: string, here = true) => {
    if (socket?.connected) socket.emit('presence', { topic, here, field: watched.get(topic)?.field ?? null })
  }
  const sayAll = () => {
    for (const topic of watched.keys()) say(topic)
  }
  return {
    /** Each time the socket connects, its topics are asked for first; what is said then is dealt with behind that. */
    connected: (opened: LiveSocket) => {
      socket = opened
      socket.on('presence', (list) => watched.get(list.topic)?.hear(list))
      socket.on('connect', sayAll)
    },
    watch: (topic: string, hear: (list: PresenceList) => void): Watch => {
      watched.set(topic, { field: null, hear })
      const timer = setInterval(() => say(topic), SAY_EVERY_MS)
      // The topic itself is joined in the next microtask.
      setTimeout(() => say(topic))
      return {
        edit: (field) => {
          const own = watched.get(topic)
          if (!own || own.field === field) return
          own.field = field
          say(topic)
        },
        stop: () => {
          clearInterval(timer)
          say(topic, false)
          watched.delete(topic)
        },
      }
    },
  }
}
