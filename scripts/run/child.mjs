import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
export const bin = path.join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'
export const pinnedNode = path.join(bin, windows ? 'node.cmd' : 'node')

const environment = {
  ...process.env,
  PATH: bin + path.delimiter + process.env.PATH,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
}

/** Ends the run with an exit code; the message is empty when whoever failed has already said why. */
export class Failed extends Error {
  constructor(message, code = 1) {
    super(message)
    this.code = code
  }
}

let current
let stopping = false

/**
 * npm starts us through a shell, so a signal sent to npm never arrives here. When our parent is gone, what we started ends
 * too. Ctrl-C is different: the terminal has told the child already, so telling it again would count as a second Ctrl-C.
 */
export function followParent() {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500).unref()
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGHUP', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop(process.stdin.isTTY ? undefined : 'SIGINT'))
}

function stop(signal) {
  stopping = true
  if (!current) process.exit(130)
  if (signal) current.kill(signal)
}

/** Runs a command to its end, showing what it prints. */
export async function show(command, args, options = {}) {
  const code = await run(command, args, { stdio: 'inherit', ...options })
  if (code !== 0) throw new Failed('', code)
}

/** Runs a command quietly; what it printed is shown when it fails. */
export async function quietly(command, args, options = {}) {
  const output = []
  const code = await run(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }, (chunk) =>
    output.push(chunk),
  )
  if (code === 0) return
  process.stderr.write(Buffer.concat(output))
  throw new Failed('', code)
}

function run(command, args, options, onOutput) {
  return new Promise((resolve, reject) => {
    if (stopping) return resolve(130)
    const child = spawn(command, args, { cwd: root, env: environment, shell: windows, ...options })
    current = child
    if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput)
    child.once('error', (error) => reject(new Failed(`${command} cannot be run: ${error.message}`)))
    child.once('close', (code, signal) => {
      current = undefined
      resolve(stopping && code === null ? 130 : (code ?? (signal ? 1 : 0)))
    })
  })
}

/** Announces a step and tells how long it took. */
export async function phase(title, work) {
  const started = performance.now()
  console.log(`${title} ...`)
  await work()
  console.log(`${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
