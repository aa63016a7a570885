import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterPath, lockHolder } from '@souk/db/embedded'

const PREFIX = 'souk-test-'
const SETTLED_AFTER_MS = 60_000

/** A folder for one run's throw-away data. Those of runs that were killed, and their servers, are cleared away first. */
export function throwAwayFolder(): { path: string; remove: () => void } {
  for (const name of readdirSync(tmpdir())) if (name.startsWith(PREFIX)) clearIfAbandoned(join(tmpdir(), name))
  const path = mkdtempSync(join(tmpdir(), PREFIX))
  // As root the server runs as another user, which has to pass through.
  chmodSync(path, 0o755)
  return { path, remove: () => removeFolder(path) }
}

function clearIfAbandoned(path: string): void {
  try {
    const home = join(path, 'pg')
    const age = Date.now() - statSync(path).mtimeMs
    if (age < SETTLED_AFTER_MS || lockHolder(home) !== undefined) return
    endServer(home)
    removeFolder(path)
  } catch {
    // Another user's leftovers are theirs to clear.
  }
}

function endServer(home: string): void {
  try {
    const lock = join(clusterPath(home), 'postmaster.pid')
    process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGQUIT')
  } catch {
    // No server is left.
  }
}

function removeFolder(path: string): void {
  const elsewhere = clusterPath(join(path, 'pg'))
  if (!elsewhere.startsWith(path)) rmSync(join(elsewhere, '..'), { recursive: true, force: true })
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}
