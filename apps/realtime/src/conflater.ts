import { conflationKey, type PublishedEvent } from '@souk/events'

export type Conflater = {
  /** Sends an event now, or holds it back when one of its key has just been sent. */
  pass: (event: PublishedEvent) => void
  /** The position of the oldest event still held back. */
  oldestHeld: () => bigint | undefined
  close: () => void
}

type Window = { timer: NodeJS.Timeout; held?: PublishedEvent }

/** Lets at most one event a key and topics through in each interval. The newest wins, and the last one always arrives. */
export function createConflater(send: (event: PublishedEvent) => void, everyMs = 100): Conflater {
  const windows = new Map<string, Window>()

  const open = (key: string): Window => ({ timer: setTimeout(() => end(key), everyMs) })
  const end = (key: string) => {
    const held = windows.get(key)?.held
    windows.delete(key)
    if (!held) return
    windows.set(key, open(key))
    send(held)
  }
  return {
    pass: (event) => {
      const ownKey = conflationKey(event)
      if (ownKey === undefined) return send(event)
      const key = `${ownKey} ${event.topics.join(' ')}`
      const window = windows.get(key)
      if (window) {
        window.held = event
        return
      }
      windows.set(key, open(key))
      send(event)
    },
    oldestHeld: () => {
      const held = [...windows.values()].flatMap((window) => (window.held ? [BigInt(window.held.position)] : []))
      return held.length > 0 ? held.reduce((a, b) => (a < b ? a : b)) : undefined
    },
    close: () => {
      for (const { timer } of windows.values()) clearTimeout(timer)
      windows.clear()
    },
  }
}
