import { emit, type TenantTx } from '@souk/db'
import { NotFound, Refusal } from '../refusal.ts'

/** `failed` is the dead letter: it stays to be read, and is never taken again. */
export type JobStatus = 'ready' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as screens show it. */
export type JobState = {
  id: string
  kind: string
  status: JobStatus
  done: number
  total: number
  error: string | null
  result: unknown
  createdAt: Date
  finishedAt: Date | null
}

/** Tells whoever watches the job where it stands; the numbers are the only thing that travels. */
export function emitJob(tx: TenantTx, job: { id: string; status: string; done: number; total: number }): void {
  const payload = { jobId: job.id, status: job.status, done: job.done, total: job.total }
  emit(tx, { name: 'job.progressed', topics: [`job:${job.id}`], payload })
}

/** The state of a job of this tenant, or null. */
export async function findJob(tx: TenantTx, jobId: string): Promise<JobState | null> {
  const rows = await tx.$queryRaw<JobState[]>`
    select id, kind, status, progress_done as done, progress_total as total, error, result,
      created_at as "createdAt", finished_at as "finishedAt"
    from jobs where tenant_id = ${tx.tenantId}::uuid and id = ${jobId}::uuid`
  return rows[0] ?? null
}

/** Thrown when a job that came to its end is to be cancelled. */
class JobFinished extends Refusal {
  constructor() {
    super(409, 'job_finished', 'This has finished already and cannot be cancelled.')
  }
}

/** Cancels a job that waits or runs; a running one stops at its next sign of progress or life. */
export async function cancelJob(tx: TenantTx, jobId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; done: number; total: number }[]>`
    update jobs set status = 'cancelled', finished_at = now(), locked_until = null
    where tenant_id = ${tx.tenantId}::uuid and id = ${jobId}::uuid and status in ('ready', 'running')
    returning id, progress_done as done, progress_total as total`
  if (rows[0]) return emitJob(tx, { ...rows[0], status: 'cancelled' })
  throw (await findJob(tx, jobId)) ? new JobFinished() : new NotFound('job')
}
