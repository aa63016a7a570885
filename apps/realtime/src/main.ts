import pino from 'pino'
import { startRealtime } from './realtime.ts'

const log = pino({ name: 'realtime', level: process.env.LOG_LEVEL ?? 'info' })

function required(name: string): string {
  const value = process.env[name]
  if (value) return value
  log.fatal(`${name} is not set. See .env.example for what the realtime service needs.`)
  process.exit(1)
}

const port = Number(process.env.REALTIME_PORT ?? 3001)
const realtime = await startRealtime({
  databaseUrl: required('DATABASE_URL'),
  authUrl: required('AUTH_DATABASE_URL'),
  relayUrl: required('RELAY_DATABASE_URL'),
  redisUrl: process.env.REDIS_URL || undefined,
  port,
  host: process.env.HOST ?? '0.0.0.0',
  platformHost: process.env.PLATFORM_HOST ?? 'localhost',
  log,
}).catch((err: unknown) => {
  log.fatal({ err }, `The realtime service could not start on port ${port}.`)
  process.exit(1)
})
log.info({ port: realtime.port }, 'Sockets are served')

let stopping: Promise<void> | undefined
const stop = async () => {
  log.info('Stopping: clients are told to come back in a moment')
  await realtime.stop()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void (stopping ??= stop()))
