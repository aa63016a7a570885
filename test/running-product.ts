import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { expect, inject } from 'vitest'
import { readState, type StackState } from '../scripts/stack/state-file.ts'

type Part = 'postgres' | 'web' | 'realtime' | 'worker'

/** The product that the journeys run against: its addresses, and the means to hurt it. */
export function runningProduct() {
  const { webPort, realtimePort, workerPort, platformHost, stateFile, signIns } = inject('product')
  const ports = { web: webPort, realtime: realtimePort, worker: workerPort }
  return {
    ports,
    signIns,
    platformUrl: `http://${platformHost}:${webPort}`,
    shopUrl: (slug: string) => `http://${slug}.${platformHost}:${webPort}`,
    pid: (part: Part) => processOf(stateFile, part),
    /** kill -9. The product starts the part again by itself; `untilBack` waits for that. */
    kill: (part: Part) => process.kill(processOf(stateFile, part), 'SIGKILL'),
    untilBack: (part: Part, pidBefore: number) => untilBack(stateFile, part, pidBefore, ports),
    /** A connection as the owner or superuser, to read what a person cannot see. */
    connect: (user: 'postgres' | 'souk_owner' = 'postgres') => connect(stateFile, user),
  }
}

function processOf(stateFile: string, part: Part): number {
  const mark = readState(stateFile)?.processes[part]
  if (!mark) throw new Error(`${part} is not running.`)
  return mark.pid
}

async function untilBack(stateFile: string, part: Part, pidBefore: number, ports: StackState['ports']): Promise<void> {
  await expect.poll(() => readState(stateFile)?.processes[part]?.pid, { timeout: 20_000 }).not.toBe(pidBefore)
  const port = part === 'postgres' ? ports.web : ports[part]
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    )
  await expect.poll(ready, { timeout: 20_000 }).toBe(200)
}

async function connect(stateFile: string, user: 'postgres' | 'souk_owner'): Promise<pg.Client> {
  const home = join(dirname(stateFile), 'pg')
  const passwords = JSON.parse(readFileSync(join(home, 'passwords.json'), 'utf8')) as Record<string, string>
  const password = user === 'postgres' ? passwords.postgres : passwords.owner
  const port = Number(readFileSync(join(home, 'port'), 'utf8'))
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database: 'souk' })
  await client.connect()
  return client
}
