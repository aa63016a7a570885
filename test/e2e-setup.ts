import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@souk/db/embedded'
import type { TestProject } from 'vitest/node'
import { findChromium } from '../scripts/find-chromium.ts'
import { readState, type StackState } from '../scripts/stack/state-file.ts'
import { throwAwayFolder } from './throw-away-folder.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    product: {
      webPort: number
      realtimePort: number
      workerPort: number
      platformHost: string
      /** The stack's state file: process numbers, ready or not. `runningProduct()` reads it. */
      stateFile: string
      signIns: StackState['signIns']
    }
  }
}

const root = resolve(import.meta.dirname, '..')
const START_LIMIT_MS = 120_000

/** Starts the built product as `npm start` does, on free ports and a fresh database with the demo shops. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = throwAwayFolder()
  // Before the tests, so that not each of them tries to install a browser.
  await findChromium()
  const ports = { webPort: await freePort(), realtimePort: await freePort(), workerPort: await freePort() }
  const logFile = join(folder.path, 'stack.log')
  const stack = startStack(folder.path, ports, logFile)
  const stateFile = join(folder.path, 'stack.json')
  try {
    const state = await waitUntilReady(stack, stateFile, logFile)
    project.provide('product', { ...ports, platformHost: 'localhost', stateFile, signIns: state.signIns })
  } catch (error) {
    await stopStack(stack)
    folder.remove()
    throw error
  }
  return async () => {
    await stopStack(stack)
    folder.remove()
  }
}

type Ports = { webPort: number; realtimePort: number; workerPort: number }

function startStack(stateDir: string, { webPort, realtimePort, workerPort }: Ports, logFile: string): ChildProcess {
  const { DATABASE_URL, MIGRATE_DATABASE_URL, AUTH_DATABASE_URL, RELAY_DATABASE_URL, SOUK_DATA_DIR, ...env } =
    process.env
  const ignored = [DATABASE_URL, MIGRATE_DATABASE_URL, AUTH_DATABASE_URL, RELAY_DATABASE_URL, SOUK_DATA_DIR]
  if (ignored.some(Boolean))
    console.log('The journeys ignore database addresses and SOUK_DATA_DIR: they use their own.')
  const stack = spawn(process.execPath, [join(root, 'scripts/stack.ts')], {
    cwd: root,
    env: {
      ...env,
      NODE_ENV: 'production',
      SOUK_STATE_DIR: stateDir,
      PORT: String(webPort),
      REALTIME_PORT: String(realtimePort),
      WORKER_PORT: String(workerPort),
      PLATFORM_HOST: 'localhost',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(logFile)
  stack.stdout?.pipe(log, { end: false })
  stack.stderr?.pipe(log, { end: false })
  return stack
}

async function waitUntilReady(stack: ChildProcess, stateFile: string, logFile: string): Promise<StackState> {
  const deadline = Date.now() + START_LIMIT_MS
  while (Date.now() < deadline && stack.exitCode === null) {
    const state = readState(stateFile)
    if (state?.ready) return state
    await sleep(50)
  }
  const tail = readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n')
  throw new Error(`The product did not start for the journeys. The end of its log:\n${tail}`)
}

async function stopStack(stack: ChildProcess): Promise<void> {
  if (stack.exitCode !== null) return
  const gone = new Promise((done) => stack.once('exit', done))
  stack.kill('SIGTERM')
  await Promise.race([gone, sleep(20_000, undefined, { ref: false })])
}
