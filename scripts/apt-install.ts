import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const LIMIT_MS = 240_000

/**
 * Installs a Debian package where that is allowed: on Debian, as root. Resolves to undefined when it worked, else to the
 * reason why not; it never rejects and never waits for input.
 */
export async function aptInstall(name: string): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root may install it'
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not Debian'
  // The variable reaches the test processes too: one attempt a run is enough.
  const tried = `SOUK_TRIED_${name.toUpperCase().replaceAll('-', '_')}`
  if (process.env[tried]) return 'installing it did not work'
  process.env[tried] = '1'
  console.log(`Installing the Debian package ${name} for the tests.`)
  const updated = await apt(['update', '-qq'])
  if (updated) return updated
  return apt(['install', '-y', '-qq', '--no-install-recommends', name])
}

function apt(args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn('apt-get', args, { env, stdio: 'ignore', timeout: LIMIT_MS })
    child.once('error', (error) => resolve(`apt-get cannot be run: ${error.message}`))
    child.once('exit', (code) =>
      resolve(code === 0 ? undefined : `apt-get ${args[0]} ended with ${code ?? 'its time limit'}`),
    )
  })
}
