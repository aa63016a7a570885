import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StartRefused } from './start-refused.ts'
import { randomPassword } from './random-password.ts'
import { postgresBinaries } from './binaries.ts'
import { giveTo, isReachable, serverUser, sharedFolder, type ServerUser } from './server-user.ts'

const MAJOR_VERSION = '18'

export type Passwords = { postgres: string; owner: string; app: string; auth: string; relay: string }

/** Everything of one server: `home` holds its log, port and passwords, `cluster` is PostgreSQL's own data directory. */
export type DataFolder = {
  home: string
  cluster: string
  bin: string
  user: ServerUser | undefined
  passwords: Passwords
}

/** Makes the folder itself. Throws a sentence that a person can act on when it belongs to another user. */
export function openHome(dataDir: string): { home: string; user: ServerUser | undefined } {
  const home = resolve(dataDir)
  makeHome(home)
  const user = serverUser(join(home, 'cluster'))
  refuseForeignData(home, clusterPath(home), user)
  return { home, user }
}

/** Opens the data in a folder that is locked for us, making what is missing. Unusable data is moved aside, never deleted. */
export function openDataFolder(home: string, user: ServerUser | undefined, log: (line: string) => void): DataFolder {
  const cluster = clusterPath(home)
  if (user && cluster !== join(home, 'cluster')) {
    log(`The database's own user cannot enter ${home}; its data lives in ${cluster}.`)
    mkdirSync(dirname(cluster), { recursive: true, mode: 0o711 })
  }
  const bin = postgresBinaries(user, log)
  removeUnfinished(cluster)
  setAsideUnusable(home, cluster, log)
  const passwords = readPasswords(home, user)
  if (!existsSync(cluster)) initialise({ home, cluster, bin, user, passwords })
  return { home, cluster, bin, user, passwords }
}

/** Where the data of a folder lies: inside it, unless the server's user could not get there. */
export function clusterPath(dataDir: string): string {
  const home = resolve(dataDir)
  const inside = join(home, 'cluster')
  const user = serverUser(inside)
  if (!user || existsSync(join(inside, 'PG_VERSION')) || isReachable(inside, user)) return inside
  return join(sharedFolder(), createHash('sha256').update(home).digest('hex').slice(0, 16), 'cluster')
}

function makeHome(home: string): void {
  const existing = statSync(home, { throwIfNoEntry: false })
  if (existing) return
  const parent = dirname(home)
  if (!existsSync(parent)) makeHome(parent)
  try {
    mkdirSync(home, { mode: 0o755 })
  } catch (cause) {
    throw foreignFolder(parent, cause)
  }
  // Root working in somebody's checkout leaves that person the owner of what appears in it.
  const owner = statSync(parent)
  if (process.getuid?.() === 0 && owner.uid !== 0 && (owner.mode & 0o1000) === 0) giveTo(home, owner)
}

function refuseForeignData(home: string, cluster: string, user: ServerUser | undefined): void {
  if (user) return
  for (const folder of [home, cluster]) {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found && process.getuid && found.uid !== process.getuid()) throw foreignFolder(folder)
  }
}

function foreignFolder(folder: string, cause?: unknown): StartRefused {
  const hint = 'Start as that user, or remove the folder, or set SOUK_STATE_DIR to another one'
  return new StartRefused(`The data folder ${folder} belongs to another user. ${hint}.`, { cause })
}

function removeUnfinished(cluster: string): void {
  if (!existsSync(dirname(cluster))) return
  for (const name of readdirSync(dirname(cluster))) {
    const unfinished = name.startsWith(`${basename(cluster)}.new`)
    if (unfinished) rmSync(join(dirname(cluster), name), { recursive: true, force: true })
  }
}

function setAsideUnusable(home: string, cluster: string, log: (line: string) => void): void {
  if (!existsSync(cluster)) return
  const reason = whyUnusable(home, cluster)
  if (!reason) return
  const aside = `${cluster}.unusable-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`
  renameSync(cluster, aside)
  log(`The database folder cannot be used: ${reason}. It was moved to ${aside}; starting with an empty database.`)
}

function whyUnusable(home: string, cluster: string): string | undefined {
  const versionFile = join(cluster, 'PG_VERSION')
  if (!existsSync(versionFile)) return 'it has no PG_VERSION, so it was never finished'
  const version = readFileSync(versionFile, 'utf8').trim()
  if (version !== MAJOR_VERSION) return `it was made by PostgreSQL ${version}, and this is ${MAJOR_VERSION}`
  if (!existsSync(join(cluster, 'global', 'pg_control'))) return 'its control file is missing'
  if (!existsSync(join(home, 'passwords.json'))) return 'its passwords.json is missing'
  return undefined
}

function readPasswords(home: string, user: ServerUser | undefined): Passwords {
  const file = join(home, 'passwords.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  const passwords = {
    postgres: randomPassword(),
    owner: randomPassword(),
    app: randomPassword(),
    auth: randomPassword(),
    relay: randomPassword(),
  }
  writeFileSync(`${file}.new`, JSON.stringify(passwords, null, 2), { mode: 0o600 })
  giveTo(`${file}.new`, user)
  renameSync(`${file}.new`, file)
  return passwords
}

/** Initialised beside and renamed: a folder called `cluster` is always a whole one, whenever the power goes. */
function initialise({ cluster, bin, user, passwords }: DataFolder): void {
  const fresh = `${cluster}.new-${process.pid}`
  const passwordFile = `${fresh}.password`
  mkdirSync(fresh, { mode: 0o700 })
  giveTo(fresh, user)
  writeFileSync(passwordFile, `${passwords.postgres}\n`, { mode: 0o600 })
  giveTo(passwordFile, user)
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US', '--encoding=UTF8']
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const args = ['-D', fresh, ...locale, ...access, '--no-sync', '--no-instructions']
  const run = spawnSync(join(bin, 'initdb'), args, { ...user, cwd: '/', encoding: 'utf8', timeout: 60_000 })
  rmSync(passwordFile, { force: true })
  if (run.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    const detail = [run.error?.message, run.stderr, run.stdout].filter(Boolean).join('\n').trim()
    throw new StartRefused(`PostgreSQL could not make its data folder ${cluster}.\n${detail}`)
  }
  renameSync(fresh, cluster)
}
