import { setTimeout as pause } from 'node:timers/promises'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../packages/db/src/embedded.ts'
import { crashBudget } from './crash-budget.ts'
import { randomPassword } from '../../packages/db/src/embedded/random-password.ts'
import { StartRefused } from '../../packages/db/src/embedded/start-refused.ts'

export type RolePasswords = { app: string; auth: string; relay: string }
export type DatabaseUrls = { owner?: string; app: string; auth: string; relay: string }

export type Database = {
  urls: () => DatabaseUrls
  passwords: RolePasswords
  pid: () => number | undefined
  describe: () => string
  stop: () => Promise<void>
}

type Watch = {
  log: (line: string) => void
  onMoved: () => void
  onRestarted: () => void
  onGivenUp: (reason: StartRefused) => void
}

/** The embedded database, started again whenever it dies. */
export async function embeddedDatabase(
  stateDir: string,
  { log, onMoved, onRestarted, onGivenUp }: Watch,
): Promise<Database> {
  const dataDir = join(stateDir, 'pg')
  const budget = crashBudget()
  let stopping = false
  let postgres = await startEmbeddedPostgres({ dataDir, log })

  const watch = (server: EmbeddedPostgres) =>
    server.exited.then(async () => {
      if (stopping) return
      const delayMs = budget.nextDelayMs()
      if (delayMs === undefined) return onGivenUp(new StartRefused(`PostgreSQL ended ${budget.describe()}.`))
      log('PostgreSQL ended; starting it again.')
      try {
        postgres = await startAgain(() => startEmbeddedPostgres({ dataDir, log }), log)
      } catch (error) {
        return onGivenUp(new StartRefused((error as Error).message))
      }
      log('PostgreSQL is back.')
      if (stopping) return postgres.stop()
      if (postgres.port !== server.port) onMoved()
      onRestarted()
      void watch(postgres)
    })
  void watch(postgres)

  return {
    urls: () => ({
      owner: postgres.url('souk', 'souk_owner'),
      app: postgres.url('souk', 'souk_app'),
      auth: postgres.url('souk', 'souk_auth'),
      relay: postgres.url('souk', 'souk_relay'),
    }),
    passwords: postgres.passwords,
    pid: () => postgres.pid,
    describe: () => `embedded PostgreSQL 18 on port ${postgres.port}, data in ${dataDir}`,
    stop: async () => {
      stopping = true
      await postgres.stop()
    },
  }
}

const STARTS_MAX = 4

/** What a killed server leaves behind can stand in the way of the next one for a moment, so it is tried a few times. */
async function startAgain(
  start: () => Promise<EmbeddedPostgres>,
  log: (line: string) => void,
): Promise<EmbeddedPostgres> {
  for (let tries = 1; ; tries++) {
    try {
      return await start()
    } catch (error) {
      if (tries === STARTS_MAX) throw error
      log(`It did not start: ${(error as Error).message} Trying again.`)
      await pause(1_000)
    }
  }
}

/**
 * A PostgreSQL of the operator's. DATABASE_URL may name souk_app or the owner; what it leaves open is derived: the roles'
 * passwords are made once and kept in the state folder. Without an owner nothing is migrated.
 */
export function externalDatabase(env: NodeJS.ProcessEnv, stateDir: string): Database {
  const given = parseUrl('DATABASE_URL', env.DATABASE_URL ?? '')
  const asApp = given.username === 'souk_app'
  const owner = env.MIGRATE_DATABASE_URL || (asApp ? undefined : given.href)
  if (owner) parseUrl('MIGRATE_DATABASE_URL', owner)
  if (!owner && !(env.AUTH_DATABASE_URL && env.RELAY_DATABASE_URL)) {
    const roles = 'AUTH_DATABASE_URL and RELAY_DATABASE_URL for its other two roles'
    throw new StartRefused(`DATABASE_URL names souk_app: set MIGRATE_DATABASE_URL for the owner as well, or ${roles}.`)
  }
  const kept = keptPasswords(stateDir)
  const urls: DatabaseUrls = {
    owner,
    app: asApp ? given.href : withRole(given, 'souk_app', kept.app),
    auth: env.AUTH_DATABASE_URL || withRole(given, 'souk_auth', kept.auth),
    relay: env.RELAY_DATABASE_URL || withRole(given, 'souk_relay', kept.relay),
  }
  return {
    urls: () => urls,
    passwords: { app: passwordIn(urls.app), auth: passwordIn(urls.auth), relay: passwordIn(urls.relay) },
    pid: () => undefined,
    describe: () => `the PostgreSQL of DATABASE_URL at ${given.host}`,
    stop: async () => undefined,
  }
}

function parseUrl(variable: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname) return url
  throw new StartRefused(
    `${variable} is not a PostgreSQL address; it looks like postgresql://user:password@host:5432/souk`,
  )
}

function withRole(base: URL, role: string, password: string): string {
  const url = new URL(base)
  url.username = role
  url.password = encodeURIComponent(password)
  return url.href
}

const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password)

function keptPasswords(stateDir: string): RolePasswords {
  const file = join(stateDir, 'role-passwords.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords
  const passwords = { app: randomPassword(), auth: randomPassword(), relay: randomPassword() }
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 })
  return passwords
}
