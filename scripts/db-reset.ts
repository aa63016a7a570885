// `npm run db:reset`: deletes the embedded database and the uploaded files, after asking. With --yes it does not ask.
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { clusterPath, lockHolder } from '../packages/db/src/embedded.ts'
import { StartRefused } from '../packages/db/src/embedded/start-refused.ts'
import { readSettings } from './stack/settings.ts'
import { tellAndFail } from './tell-and-fail.ts'

async function main(): Promise<void> {
  const { stateDir, filesDir } = readSettings(process.env, 'start')
  const home = join(stateDir, 'pg')
  const holder = lockHolder(home)
  if (holder !== undefined) throw new StartRefused(`Souk is running (process ${holder}). Stop it, then reset.`)
  const cluster = clusterPath(home)
  const elsewhere = cluster.startsWith(home) ? [] : [dirname(cluster)]
  const folders = [home, ...elsewhere, filesDir].filter((folder) => existsSync(folder))
  if (folders.length === 0) return console.log('There is nothing to delete.')
  if (!(await agreed(folders))) throw new StartRefused('Nothing was deleted.')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  console.log('Deleted. The next npm start begins with a fresh database.')
}

async function agreed(folders: string[]): Promise<boolean> {
  if (process.argv.includes('--yes')) return true
  console.log(`This deletes ${folders.join(' and ')}.`)
  if (!process.stdin.isTTY) throw new StartRefused('Nobody can be asked here; add --yes to go ahead.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Type yes to go ahead: ')
  terminal.close()
  return answer.trim() === 'yes'
}

await main().catch(tellAndFail)
