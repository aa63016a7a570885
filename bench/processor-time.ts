import { readFileSync } from 'node:fs'
import type { TenantTx } from '@souk/db'

/**
 * What a piece of work costs the database's own process, in milliseconds of processor time: on a machine that is shared this
 * says more than the clock on the wall. Null where the server runs elsewhere or the system does not tell.
 */
export async function processorTime<T>(
  tx: TenantTx,
  work: () => Promise<T>,
): Promise<{ result: T; ms: number | null }> {
  const [server] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
  const before = runTime(server!.pid)
  const result = await work()
  const after = runTime(server!.pid)
  return { result, ms: before === null || after === null ? null : (after - before) / 1e6 }
}

function runTime(pid: number): number | null {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres')) return null
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return null
  }
}
