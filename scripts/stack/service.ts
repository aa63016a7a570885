import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../../packages/db/src/embedded/processes.ts'
import { crashBudget } from './crash-budget.ts'
import { StartRefused } from '../../packages/db/src/embedded/start-refused.ts'

const READY_LIMIT_MS = 60_000
const tether = new URL('./tether.mjs', import.meta.url).href

export type ServiceOptions = {
  name: string
  args: string[]
  cwd: string
  /** Asked at every start, so a service that restarts sees a database that has moved. */
  env: () => NodeJS.ProcessEnv
  readyUrl: string
  stopLimitMs: number
  log: (line: string) => void
  onStarted: () => void
  onGivenUp: (reason: StartRefused) => void
}

export type Service = {
  name: string
  pid: () => number | undefined
  ready: () => Promise<void>
  restart: () => void
  stop: () => Promise<void>
}

/** Keeps one service running: a crash is answered with a restart, too many of them with giving up. */
export function superviseService(options: ServiceOptions): Service {
  const budget = crashBudget()
  let child: ChildProcess | undefined
  let stopping = false
  let givenUp: StartRefused | undefined
  let asked = false

  const launch = () => {
    asked = false
    child = spawnService(options)
    options.onStarted()
    child.once('exit', (code, signal) => {
      if (stopping) return
      // A restart that we asked for is no crash.
      if (asked) return launch()
      const delayMs = budget.nextDelayMs()
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
      if (delayMs === undefined) {
        givenUp = new StartRefused(`${options.name} ${how}, ${budget.describe()}. Its own lines above say why.`)
        return options.onGivenUp(givenUp)
      }
      options.log(`The process ${how}; starting it again in ${delayMs} ms.`)
      setTimeout(() => !stopping && launch(), delayMs)
    })
  }
  launch()

  return {
    name: options.name,
    pid: () => child?.pid,
    ready: () => waitUntilReady(options, () => givenUp),
    restart: () => {
      asked = true
      child?.kill('SIGTERM')
    },
    stop: async () => {
      stopping = true
      if (child) await endProcess(child, options.stopLimitMs)
    },
  }
}

function spawnService({ args, cwd, env, log }: ServiceOptions): ChildProcess {
  const child = spawn(process.execPath, ['--import', tether, ...args], {
    cwd,
    env: env(),
    // A group of its own: Ctrl-C reaches only us, and we stop the services in the right order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.once('error', (error) => log(`The process cannot be started: ${error.message}`))
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', log)
  }
  return child
}

async function waitUntilReady(
  { name, readyUrl }: ServiceOptions,
  givenUp: () => StartRefused | undefined,
): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS
  let last = 'no answer'
  while (Date.now() < deadline) {
    const reason = givenUp()
    if (reason) throw reason
    try {
      const response = await fetch(readyUrl, { signal: AbortSignal.timeout(2_000), redirect: 'manual' })
      if (response.status < 400) return
      last = `status ${response.status}`
    } catch (error) {
      last = (error as Error).message
    }
    await sleep(50)
  }
  throw new StartRefused(`${name} was not ready after ${READY_LIMIT_MS / 1000} s (${readyUrl}: ${last}).`)
}

async function endProcess(child: ChildProcess, limitMs: number): Promise<void> {
  if (child.pid === undefined || !isAlive(child.pid)) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  await gone
  clearTimeout(timer)
}
