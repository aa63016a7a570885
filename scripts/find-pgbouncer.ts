import { aptInstall } from './apt-install.ts'
import { isExecutable, onPath } from './on-path.ts'

/** Where Debian puts it, which is not on every user's PATH. */
const DEBIAN = '/usr/sbin/pgbouncer'

/** A `pgbouncer` program, or why there is none: the tests that need it are then skipped with that reason. */
export async function findPgbouncer(): Promise<
  { path: string; reason?: undefined } | { path?: undefined; reason: string }
> {
  const path = installed()
  if (path) return { path }
  const failure = await aptInstall('pgbouncer')
  const brought = installed()
  if (brought) return { path: brought }
  return { reason: `pgbouncer is not on the PATH, and ${failure ?? 'Debian brought none'}` }
}

const installed = (): string | undefined => onPath('pgbouncer') ?? (isExecutable(DEBIAN) ? DEBIAN : undefined)
