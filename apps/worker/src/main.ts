import { resolve } from 'node:path'
import { createAuthPool, createDb, createRelayPool, createWaker } from '@souk/db'
import pino from 'pino'
import { serveHealth } from './health.ts'
import { purge } from './purge.ts'
import { sweep } from './sweep.ts'
import { startWorker } from './worker.ts'

const log = pino({ name: 'worker', level: process.env.LOG_LEVEL ?? 'info' })

function required(name: string): string {
  const value = process.env[name]
  if (value) return value
  log.fatal(`${name} is not set. See .env.example for what the worker needs.`)
  process.exit(1)
}

const databaseUrl = required('DATABASE_URL')
const relayUrl = required('RELAY_DATABASE_URL')
const dataDir = process.env.SOUK_DATA_DIR ?? '.data/files'
const filesDir = dataDir.startsWith('s3://') ? dataDir : resolve(dataDir)
const port = Number(process.env.WORKER_PORT ?? 3002)
const PURGE_EVERY_MS = 60 * 60_000
const SWEEP_EVERY_MS = 24 * PURGE_EVERY_MS

const waker = createWaker(databaseUrl)
const db = createDb(databaseUrl, { onEmitted: waker.wake })
const auth = createAuthPool(required('AUTH_DATABASE_URL'), 1)
const relay = createRelayPool(relayUrl, 1)
const worker = startWorker({ db, relayUrl, log, filesDir })

const tidy = () =>
  purge({ db, auth, relay, log, filesDir }).then(
    (removed) => log.info(removed, 'Old rows removed'),
    (err: unknown) => log.warn({ err }, 'Old rows could not be removed; trying again later'),
  )
const tidying = setInterval(tidy, PURGE_EVERY_MS)
setTimeout(tidy, 5_000).unref()
const sweeping = setInterval(() => void sweep({ db, auth, filesDir, log }), SWEEP_EVERY_MS)

const health = serveHealth(port, process.env.HOST ?? '127.0.0.1', worker.isReady)
health.once('listening', () => log.info({ port }, 'The worker takes jobs'))
health.once('error', (err) => {
  log.fatal({ err }, `Port ${port} cannot be used. Set WORKER_PORT to a free one.`)
  process.exit(1)
})

let stopping: Promise<void> | undefined
const stop = async () => {
  log.info('Stopping: running jobs are finished or given back')
  clearInterval(tidying)
  clearInterval(sweeping)
  health.close()
  await worker.stop()
  await Promise.allSettled([db.close(), waker.close(), auth.end(), relay.end()])
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void (stopping ??= stop()))
