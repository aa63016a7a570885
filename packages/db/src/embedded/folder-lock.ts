import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartRefused } from './start-refused.ts'
import { isAlive, startedAt } from './processes.ts'
import { giveTo, type ServerUser } from './server-user.ts'

/**
 * Takes the data folder for this process and returns how to give it back. Throws while another live process holds it:
 * two products on one folder would stop each other's database. The lock of a dead process counts for nothing.
 */
export function lockFolder(home: string, user: ServerUser | undefined): () => void {
  const file = join(home, 'owner')
  const mine = `${process.pid} ${startedAt(process.pid)}`
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o644 })
      giveTo(file, user)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = lockHolder(home)
    if (holder !== undefined && holder !== process.pid) {
      throw new StartRefused(
        `The data folder ${home} is in use by process ${holder}: Souk already runs from this folder.`,
      )
    }
    rmSync(file, { force: true })
  }
}

/** The live process that holds a data folder, if any. */
export function lockHolder(home: string): number | undefined {
  try {
    const [pid, started = ''] = readFileSync(join(home, 'owner'), 'utf8').split(' ')
    const number = Number(pid)
    return isAlive(number) && startedAt(number) === started ? number : undefined
  } catch {
    return undefined
  }
}
