import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../embedded/free-port.ts'
import { waitUntilGone } from '../embedded/processes.ts'
import { giveTo, serverUser } from '../embedded/server-user.ts'
import type { TestPostgres } from '../testing.ts'

const START_LIMIT_MS = 5_000

export type Pgbouncer = { port: number; stop: () => Promise<void> }

/**
 * A throw-away PgBouncer in transaction mode before the run's PostgreSQL: every database and role has `poolSize` server
 * connections, which all its clients share, each for one transaction at a time.
 */
export async function startPgbouncer(program: string, postgres: TestPostgres, poolSize: number): Promise<Pgbouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-pgbouncer-'))
  // Like PostgreSQL it refuses to run as root.
  const user = serverUser(folder)
  const port = await freePort()
  const files = {
    'users.txt': usersOf(postgres),
    'pgbouncer.ini': settings(folder, port, postgres.port, poolSize),
  }
  chmodSync(folder, 0o700)
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    giveTo(join(folder, name), user)
  }
  giveTo(folder, user)
  const child = spawn(program, ['-q', join(folder, 'pgbouncer.ini')], { ...user, cwd: '/', stdio: 'ignore' })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  const stop = async () => {
    process.off('exit', end)
    child.kill('SIGKILL')
    if (child.pid !== undefined) await waitUntilGone(child.pid, 2_000)
    rmSync(folder, { recursive: true, force: true })
  }
  if (await isListening(child, port)) return { port, stop }
  const log = logOf(folder)
  await stop()
  throw new Error(`PgBouncer did not start:\n${log}`)
}

/** With the passwords in clear text PgBouncer can both ask its clients for a SCRAM proof and give the server one. */
function usersOf({ appPassword, authPassword, relayPassword }: TestPostgres): string {
  const users = { souk_app: appPassword, souk_auth: authPassword, souk_relay: relayPassword }
  return Object.entries(users)
    .map(([name, password]) => `"${name}" "${password.replaceAll('"', '""')}"\n`)
    .join('')
}

/** What is not named has its default: an operator's PgBouncer must serve without special settings of ours. */
const settings = (folder: string, port: number, postgresPort: number, poolSize: number): string => `
[databases]
* = host=127.0.0.1 port=${postgresPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
logfile = ${join(folder, 'pgbouncer.log')}
`

async function isListening(child: ChildProcess, port: number): Promise<boolean> {
  let ended = false
  child.once('exit', () => (ended = true)).once('error', () => (ended = true))
  for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline; await pause(20)) {
    if (ended) return false
    if (await accepts(port)) return true
  }
  return false
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'pgbouncer.log'), 'utf8').trimEnd().split('\n').slice(-10).join('\n')
  } catch {
    return 'It left no log.'
  }
}
