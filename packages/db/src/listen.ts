import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { OUTBOX_CHANNEL } from './outbox.ts'

/**
 * Calls `onWake` at each NOTIFY of the outbox, on a connection of its own that is opened again whenever it is lost.
 * It may miss some; whoever listens polls too.
 */
export function listenForWork(databaseUrl: string, onWake: () => void): { close: () => Promise<void> } {
  const stop = new AbortController()
  let client: pg.Client | undefined

  const listenOnce = async () => {
    const own = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, keepAlive: true })
    const lost = new Promise<void>((resolve) => own.once('end', resolve).on('error', () => resolve()))
    client = own
    try {
      await own.connect()
      own.on('notification', onWake)
      await own.query(`listen ${OUTBOX_CHANNEL}`)
      onWake()
      if (!stop.signal.aborted) await lost
    } finally {
      own.end().catch(() => {})
    }
  }
  const run = async () => {
    while (!stop.signal.aborted) {
      await listenOnce().catch(() => {})
      await pause(500 + Math.random() * 500, undefined, { signal: stop.signal }).catch(() => {})
    }
  }
  const running = run()
  return {
    close: async () => {
      stop.abort()
      client?.end().catch(() => {})
      await running
    },
  }
}
