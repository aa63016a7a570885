import { aptInstall } from './apt-install.ts'
import { onPath } from './on-path.ts'

/** A `redis-server` program, or why there is none: the tests that need it are then skipped with that reason. */
export async function findRedis(): Promise<
  { path: string; reason?: undefined } | { path?: undefined; reason: string }
> {
  const path = onPath('redis-server')
  if (path) return { path }
  const failure = await aptInstall('redis-server')
  const installed = onPath('redis-server')
  if (installed) return { path: installed }
  return { reason: `redis-server is not on the PATH, and ${failure ?? 'Debian brought none'}` }
}
