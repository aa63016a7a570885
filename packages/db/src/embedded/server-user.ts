import { execFileSync } from 'node:child_process'
import { StartRefused } from './start-refused.ts'
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type ServerUser = { uid: number; gid: number }

/**
 * Who the server runs as. PostgreSQL refuses to run as root, so root hands it to the owner of the existing data, else to
 * `postgres`, else to `nobody`: nothing is created on the host. Undefined means: whoever we are.
 */
export function serverUser(cluster: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new StartRefused('PostgreSQL refuses to run as root and this machine has neither a user postgres nor nobody.')
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}

/** Whether the user may pass through every folder on the way to the path, by the permission bits. */
export function isReachable(path: string, user: ServerUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found && !mayEnter(found, user)) return false
    if (folder === dirname(folder)) return true
  }
}

function mayEnter(folder: { uid: number; gid: number; mode: number }, user: ServerUser): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

/** A folder of root's that everybody may pass through and that outlives a reboot. Only needed when root is the caller. */
export function sharedFolder(): string {
  const folder = join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'souk-embedded')
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  // Someone else's folder of this name could swap the programs under us.
  if (statSync(folder).uid !== 0)
    throw new StartRefused(`${folder} does not belong to root; remove it and start again.`)
  return folder
}

export function giveTo(path: string, user: ServerUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid)
}
