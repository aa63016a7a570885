import { createServer } from 'node:net'
import { StartRefused } from './start-refused.ts'

// Below the range that systems take the ports of outgoing connections from: a server that comes back after a crash must not
// find its port in the hands of a client that was trying to reach it.
const FIRST = 12_000
const BEYOND = 32_000
const TRIES_MAX = 40

/** A TCP port of 127.0.0.1 that is free at this moment: the preferred one if possible, else any that no client is given. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await listenOnce(preferred)) !== undefined) return preferred
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = await listenOnce(FIRST + Math.floor(Math.random() * (BEYOND - FIRST)))
    if (port !== undefined) return port
  }
  const port = await listenOnce(0)
  if (port === undefined) throw new StartRefused('The system has no free TCP port on 127.0.0.1.')
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
