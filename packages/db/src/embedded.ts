import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDataFolder, openHome, type DataFolder, type Passwords } from './embedded/data-folder.ts'
import { lockFolder } from './embedded/folder-lock.ts'
import { freePort } from './embedded/free-port.ts'
import { prepareDatabase } from './embedded/prepare-database.ts'
import { clearPreviousServer, startServer, type RunningServer } from './embedded/server.ts'
import { giveTo } from './embedded/server-user.ts'

export { freePort } from './embedded/free-port.ts'
export { clusterPath } from './embedded/data-folder.ts'
export { lockHolder } from './embedded/folder-lock.ts'
export { createExtensions, prepareDatabase } from './embedded/prepare-database.ts'
export type { Passwords } from './embedded/data-folder.ts'

export type DatabaseUser = 'postgres' | 'souk_owner' | 'souk_app' | 'souk_auth' | 'souk_relay'

export type EmbeddedPostgres = {
  port: number
  pid: number
  passwords: Passwords
  /** A TCP connection URL of 127.0.0.1. The roles app, auth and relay exist once the migrations ran. */
  url: (database: string, user: DatabaseUser) => string
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<void>
  stop: () => Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  /** A throw-away server: faster, and not safe against a power cut. */
  test?: boolean
  log?: (line: string) => void
}

/**
 * Starts PostgreSQL 18 on a folder of its own, with the database `souk` and its owner ready for migrations. Repairs what a
 * crash left behind; gives up after 20 s with the end of the server's log. Throws sentences meant for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined)
  const { home, user } = openHome(options.dataDir)
  const unlock = lockFolder(home, user)
  try {
    const folder = openDataFolder(home, user, log)
    await clearPreviousServer(folder, log)
    const port = await rememberedPort(folder)
    const server = await startServer(folder, port, options.test ?? false)
    const postgres = describe(folder, port, server, unlock)
    await prepareDatabase(postgres.url('postgres', 'postgres'), 'souk', folder.passwords.owner).catch(async (error) => {
      await server.stop()
      throw error
    })
    return postgres
  } catch (error) {
    unlock()
    throw error
  }
}

function describe(folder: DataFolder, port: number, server: RunningServer, unlock: () => void): EmbeddedPostgres {
  const { postgres, owner, app, auth, relay } = folder.passwords
  const passwordOf = { postgres, souk_owner: owner, souk_app: app, souk_auth: auth, souk_relay: relay }
  return {
    port,
    pid: server.pid,
    passwords: folder.passwords,
    url: (database, user) => `postgresql://${user}:${passwordOf[user]}@127.0.0.1:${port}/${database}`,
    exited: server.exited,
    stop: async () => {
      await server.stop()
      unlock()
    },
  }
}

/** The same port as last time if it is free, so that a connection URL noted down stays good. */
async function rememberedPort({ home, user }: DataFolder): Promise<number> {
  const file = join(home, 'port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
  const port = await freePort(last && last > 1023 && last < 65_536 ? last : undefined)
  writeFileSync(file, `${port}\n`)
  giveTo(file, user)
  return port
}
