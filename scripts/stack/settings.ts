import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { StartRefused } from '../../packages/db/src/embedded/start-refused.ts'

export type Settings = {
  root: string
  /** Holds the embedded database, the uploads and the state file. */
  stateDir: string
  /** A folder, or `s3://bucket/prefix`. */
  filesDir: string
  mode: 'start' | 'dev'
  ports: { web: number; realtime: number; worker: number }
  platformHost: string
  seedWanted: boolean
}

const PORT_VARIABLES = { web: 'PORT', realtime: 'REALTIME_PORT', worker: 'WORKER_PORT' } as const
const DEFAULT_PORTS = { web: 3000, realtime: 3001, worker: 3002 } as const

export function readSettings(env: NodeJS.ProcessEnv, mode: Settings['mode']): Settings {
  const root = resolve(import.meta.dirname, '../..')
  const stateDir = resolve(root, env.SOUK_STATE_DIR ?? '.data')
  const ports = { web: portOf(env, 'web'), realtime: portOf(env, 'realtime'), worker: portOf(env, 'worker') }
  if (new Set(Object.values(ports)).size < 3) {
    const { web, realtime, worker } = ports
    throw new StartRefused(
      `PORT (${web}), REALTIME_PORT (${realtime}) and WORKER_PORT (${worker}) have to be three different ports.`,
    )
  }
  return {
    root,
    stateDir,
    filesDir: filesPlace(env, root, stateDir),
    mode,
    ports,
    platformHost: env.PLATFORM_HOST ?? 'localhost',
    seedWanted: env.SOUK_SEED !== '0',
  }
}

/** A bucket when one is named, else a folder. */
function filesPlace(env: NodeJS.ProcessEnv, root: string, stateDir: string): string {
  if (env.SOUK_S3_BUCKET) return `s3://${env.SOUK_S3_BUCKET}/${env.SOUK_S3_PREFIX ?? ''}`
  if (env.SOUK_DATA_DIR?.startsWith('s3://')) return env.SOUK_DATA_DIR
  return resolve(root, env.SOUK_DATA_DIR ?? join(stateDir, 'files'))
}

function portOf(env: NodeJS.ProcessEnv, service: keyof typeof PORT_VARIABLES): number {
  const variable = PORT_VARIABLES[service]
  const given = env[variable]
  if (given === undefined || given === '') return DEFAULT_PORTS[service]
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new StartRefused(`${variable}=${given} is not a port: it has to be a whole number from 1 to 65535.`)
}

/** Told before anything starts, with the variable to change, rather than by a service that crashes a minute later. */
export async function refuseTakenPorts(ports: Settings['ports']): Promise<void> {
  for (const service of ['web', 'realtime', 'worker'] as const) {
    const port = ports[service]
    const code = (await bindError(port, '0.0.0.0')) ?? (await bindError(port, '::'))
    const remedy = `choose another one: ${PORT_VARIABLES[service]}=${port < 1024 ? 3000 : port + 100} npm start`
    if (code === 'EADDRINUSE') {
      throw new StartRefused(`Port ${port} for ${service} is taken. Stop the program that uses it, or ${remedy}`)
    }
    if (code === 'EACCES') throw new StartRefused(`Port ${port} for ${service} is reserved for root; ${remedy}`)
  }
}

function bindError(port: number, host: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => settle(error.code))
    server.listen({ port, host, ipv6Only: host === '::', exclusive: true }, () => server.close(() => settle(undefined)))
  })
}
