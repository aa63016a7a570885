import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isAlive, startedAt, waitUntilGone } from '../../packages/db/src/embedded/processes.ts'
import { StartRefused } from '../../packages/db/src/embedded/start-refused.ts'
import type { SignIn } from './demo-shops.ts'
import type { Settings } from './settings.ts'

type ProcessMark = { pid: number; startedAt: string }

/** What runs right now, for tests and tools: they find processes, ports and sign-ins here. */
export type StackState = {
  ready: boolean
  ports: Settings['ports']
  processes: Partial<Record<'stack' | 'postgres' | 'web' | 'realtime' | 'worker', ProcessMark>>
  signIns: SignIn[]
}

export function processMark(pid: number): ProcessMark {
  return { pid, startedAt: startedAt(pid) }
}

export function readState(file: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackState
  } catch {
    return undefined
  }
}

/** Renamed into place, so a reader never sees half of it. */
export function writeState(file: string, state: StackState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * Services that outlived a killed run would hold their ports; the process number and its start time make sure it is they.
 * Throws when that run is not dead at all.
 */
export async function endLeftovers(file: string, log: (line: string) => void): Promise<void> {
  const state = readState(file)
  const { stack, web, realtime, worker } = state?.processes ?? {}
  if (stack && isStill(stack)) {
    const where = `process ${stack.pid}, http://localhost:${state?.ports.web}`
    throw new StartRefused(`Souk already runs from this folder (${where}). Stop it first.`)
  }
  for (const [name, mark] of Object.entries({ web, realtime, worker })) {
    if (!mark || !isStill(mark)) continue
    log(`Stopping ${name} that an earlier run left behind (process ${mark.pid}).`)
    process.kill(mark.pid, 'SIGTERM')
    if (!(await waitUntilGone(mark.pid, 3_000))) process.kill(mark.pid, 'SIGKILL')
    await waitUntilGone(mark.pid, 1_000)
  }
}

function isStill(mark: ProcessMark): boolean {
  return isAlive(mark.pid) && startedAt(mark.pid) === mark.startedAt
}
