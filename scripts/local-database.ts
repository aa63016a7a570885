import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockHolder, startEmbeddedPostgres, type Passwords } from '../packages/db/src/embedded.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'

export type LocalDatabase = { port: number; passwords: Passwords; close: () => Promise<void> }

/** The embedded database of a state folder: the running one, else started for as long as it is needed. */
export async function openLocalDatabase(stateDir: string, { create = false } = {}): Promise<LocalDatabase> {
  const home = join(stateDir, 'pg')
  if (!create && !existsSync(join(home, 'passwords.json')))
    throw new StartRefused('There is no database yet; npm start makes one.')
  if (lockHolder(home) === undefined) {
    const postgres = await startEmbeddedPostgres({ dataDir: home, log: console.log })
    return { port: postgres.port, passwords: postgres.passwords, close: postgres.stop }
  }
  const passwords = JSON.parse(readFileSync(join(home, 'passwords.json'), 'utf8')) as Passwords
  return { port: Number(readFileSync(join(home, 'port'), 'utf8')), passwords, close: async () => undefined }
}
