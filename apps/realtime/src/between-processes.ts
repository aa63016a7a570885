import { createAdapter } from '@socket.io/redis-adapter'
import type { Logger } from 'pino'
import { createClient } from 'redis'

export type RedisLink = { adapter: ReturnType<typeof createAdapter>; isReady: () => boolean; close: () => void }

/**
 * Socket.IO's Redis adapter, through which the processes share what was numbered. Redis may go at any time: the clients
 * connect again by themselves, nothing is queued meanwhile, and each process reads what it missed from the log.
 */
export function linkProcesses(redisUrl: string, log: Logger): RedisLink {
  const publisher = createClient({
    url: redisUrl,
    socket: { connectTimeout: 2_000, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 3_000) },
  })
  const subscriber = publisher.duplicate()
  for (const client of [publisher, subscriber]) {
    let told = false
    client.on('ready', () => (told = false))
    client.on('error', (err: unknown) => {
      if (!told) log.warn({ err }, 'Redis is away; events are read from the log until it is back')
      told = true
    })
    // With Redis down this goes on trying in the background; the process starts without it.
    client.connect().catch(() => {})
  }
  const adapter = createAdapter(
    settling(publisher, () => publisher.isReady),
    settling(subscriber),
    { key: 'souk' },
  )
  return {
    adapter,
    isReady: () => publisher.isReady && subscriber.isReady,
    close: () => {
      publisher.destroy()
      subscriber.destroy()
    },
  }
}

/** The adapter awaits none of its commands, so their failures are answered here; while `mayPublish` says no, nothing is sent. */
function settling<T extends object>(client: T, mayPublish: () => boolean = () => true): T {
  return new Proxy(client, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (key === 'publish' && !mayPublish()) return Promise.resolve(0)
        const result = value.apply(target, args) as unknown
        if (result instanceof Promise) result.catch(() => {})
        return result
      }
    },
  })
}
