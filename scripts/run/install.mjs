import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { phase, pinnedNode, root, show } from './child.mjs'

const lockFile = path.join(root, 'package-lock.json')
const stampFile = path.join(root, 'node_modules', '.install-stamp')

/** Installs the dependencies when they are missing or differ from the lock file. */
export async function ensureInstalled() {
  const stamp = createHash('sha256')
    .update(readFileSync(lockFile))
    .update(process.platform + process.arch)
    .digest('hex')
  const stamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (stamped && existsSync(pinnedNode)) return
  if (!agreesWithLock()) await phase('Installing dependencies', install)
  writeFileSync(stampFile, stamp)
}

async function install() {
  const flags = ['--no-audit', '--no-fund', '--loglevel=error']
  try {
    await npm(['ci', ...flags])
  } catch {
    console.log('npm ci did not succeed; trying npm install.')
    await npm(['install', ...flags])
  }
}

function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return show(process.execPath, [script, ...args])
  return show('npm', args)
}

/** Somebody may have run npm by hand: npm's own record of what lies in node_modules tells, without our stamp. */
function agreesWithLock() {
  const record = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record) || !existsSync(pinnedNode)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  return Object.entries(wanted).every(([name, entry]) => {
    if (!name.includes('node_modules/') || entry.link) return true
    const found = installed[name]
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer)
    return found.version === entry.version && found.integrity === entry.integrity
  })
}
