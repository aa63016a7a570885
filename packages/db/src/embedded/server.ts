import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartRefused } from './start-refused.ts'
import type { DataFolder } from './data-folder.ts'
import { commandLine, isAlive, waitUntilGone } from './processes.ts'
import { giveTo } from './server-user.ts'

const START_LIMIT_MS = 20_000
const LOG_BYTES_MAX = 10_000_000

export type RunningServer = { pid: number; exited: Promise<void>; stop: () => Promise<void> }

/** A server that outlived the process which started it is stopped; the lock file of one that died is removed. */
export async function clearPreviousServer({ cluster }: DataFolder, log: (line: string) => void): Promise<void> {
  const lock = join(cluster, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  if (pid > 1 && isAlive(pid) && isServerOf(cluster, pid)) {
    log(`Stopping the PostgreSQL that an earlier run left behind (process ${pid}).`)
    await stopServer(pid)
  }
  rmSync(lock, { force: true })
}

function isServerOf(cluster: string, pid: number): boolean {
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(`-D ${cluster} `)
}

/** Starts the server and waits until it accepts connections. Throws with the end of its log after 20 s, or when it ends. */
export async function startServer(folder: DataFolder, port: number, test: boolean): Promise<RunningServer> {
  const logFile = join(folder.home, 'server.log')
  const deadline = Date.now() + START_LIMIT_MS
  for (;;) {
    const child = launch(folder, logFile, port, test)
    const outcome = await waitForReady(folder.cluster, child, deadline)
    if (outcome === 'ready') return running(child)
    const tail = logTail(logFile)
    // After a kill -9 of the main process its workers need a moment to notice and leave the shared memory.
    const workersRemain = tail.includes('still in use')
    if (outcome === 'ended' && workersRemain && Date.now() < deadline) {
      await sleep(200)
      continue
    }
    child.kill('SIGQUIT')
    const what = outcome === 'ended' ? 'ended at once' : `was not ready after ${START_LIMIT_MS / 1000} s`
    throw new StartRefused(`PostgreSQL ${what} (data in ${folder.cluster}). The end of its log:\n${tail}`)
  }
}

function launch(folder: DataFolder, logFile: string, port: number, test: boolean): ChildProcess {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    // TCP only: a socket in a deep checkout would exceed the 107 bytes that a socket path may have.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: test ? '128MB' : '256MB',
    // A shop of a million orders is written in minutes; a checkpoint every few seconds would write every page twice.
    max_wal_size: '4GB',
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(test ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off' } : {}),
  }
  rotateLog(logFile)
  const output = openSync(logFile, 'a', 0o600)
  giveTo(logFile, folder.user)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C reaches the whole foreground group, and the database has to outlive those who still write to it.
  const child = spawn(join(folder.bin, 'postgres'), ['-D', folder.cluster, ...flags], {
    ...folder.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  return child
}

function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_BYTES_MAX) renameSync(file, `${file}.1`)
}

async function waitForReady(
  cluster: string,
  child: ChildProcess,
  deadline: number,
): Promise<'ready' | 'ended' | 'late'> {
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  while (Date.now() < deadline) {
    if (ended) return 'ended'
    if (child.pid !== undefined && saysReady(cluster, child.pid)) return 'ready'
    await sleep(20)
  }
  return 'late'
}

/** The eighth line of postmaster.pid is the server's own word about its state; pg_ctl reads the same. */
function saysReady(cluster: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

function running(child: ChildProcess): RunningServer {
  const pid = child.pid as number
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { pid, exited, stop: () => stopServer(pid) }
}

/** Fast shutdown first (clients are disconnected, everything is written), the immediate one when that takes too long. */
async function stopServer(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', 6_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitUntilGone(pid, limitMs)) return
  }
}

function logTail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
}
