import type { TenantTx } from '@souk/db'
import { emitJob } from './job-status.ts'

/** Thrown into a handler whose job was cancelled or taken over: what its transaction wrote is rolled back. */
export class JobStopped extends Error {
  override name = 'JobStopped'
  constructor() {
    super('The job was cancelled, or another worker has taken it.')
  }
}

/** Tells how far a running job has come. Inside the transaction of a step, the step and its progress are one. */
export async function reportProgress(tx: TenantTx, jobId: string, done: number, total: number): Promise<void> {
  const updated = await tx.$executeRaw`
    update jobs set progress_done = ${done}::int, progress_total = ${total}::int
    where tenant_id = ${tx.tenantId}::uuid and id = ${jobId}::uuid and status = 'running'`
  if (updated === 0) throw new JobStopped()
  emitJob(tx, { id: jobId, status: 'running', done, total })
}
