import { join } from 'node:path'
import type { DatabaseUrls } from './database.ts'
import type { StartRefused } from '../../packages/db/src/embedded/start-refused.ts'
import { superviseService, type Service } from './service.ts'
import type { Settings } from './settings.ts'

type Context = {
  settings: Settings
  urls: () => DatabaseUrls
  log: (name: string, line: string) => void
  onStarted: () => void
  onGivenUp: (reason: StartRefused) => void
}

/** The three services, in the order in which they stop: first who takes requests, then who works for them. */
export function startServices(context: Context): Service[] {
  const { root, ports, mode } = context.settings
  const watch = mode === 'dev' ? ['--watch', '--watch-preserve-output'] : []
  const web = join(root, 'apps/web')
  const vite = [
    join(root, 'node_modules/vite/bin/vite.js'),
    'dev',
    '--port',
    String(ports.web),
    '--strictPort',
    '--host',
  ]
  return [
    start(context, 'web', web, mode === 'dev' ? vite : ['server.ts'], mode === 'dev' ? '/favicon.svg' : '/readyz'),
    start(context, 'realtime', root, [...watch, 'apps/realtime/src/main.ts'], '/readyz'),
    start(context, 'worker', root, [...watch, 'apps/worker/src/main.ts'], '/readyz'),
  ]
}

function start(context: Context, name: keyof Settings['ports'], cwd: string, args: string[], path: string): Service {
  const { settings, urls, onStarted, onGivenUp } = context
  return superviseService({
    name,
    args,
    cwd,
    env: () => serviceEnvironment(settings, urls()),
    readyUrl: `http://127.0.0.1:${settings.ports[name]}${path}`,
    stopLimitMs: 8_000,
    log: (line) => context.log(name, line),
    onStarted,
    onGivenUp,
  })
}

/** The owner's connection stays with us: no service may change the schema. */
function serviceEnvironment(settings: Settings, urls: DatabaseUrls): NodeJS.ProcessEnv {
  const { MIGRATE_DATABASE_URL: _owner, ...inherited } = process.env
  return {
    ...inherited,
    DATABASE_URL: urls.app,
    AUTH_DATABASE_URL: urls.auth,
    RELAY_DATABASE_URL: urls.relay,
    PORT: String(settings.ports.web),
    REALTIME_PORT: String(settings.ports.realtime),
    PUBLIC_REALTIME_PORT: inherited.PUBLIC_REALTIME_PORT ?? String(settings.ports.realtime),
    WORKER_PORT: String(settings.ports.worker),
    PLATFORM_HOST: settings.platformHost,
    DEMO_SHOPS: inherited.DEMO_SHOPS ?? (inherited.SOUK_SEED === '0' ? '' : 'halden,kumo'),
    SOUK_DATA_DIR: settings.filesDir,
    NODE_ENV: inherited.NODE_ENV ?? (settings.mode === 'dev' ? 'development' : 'production'),
  }
}
