import type { TenantTx } from '@souk/db'
import { emitJob } from './job-status.ts'

/** A job that a worker has taken. `attempt` is its claim: once the job was taken again, nothing under this number counts. */
export type ClaimedJob = { id: string; kind: string; payload: unknown; attempt: number; attemptsMax: number }

/** How long a claim holds without a sign of life. Short, so that a killed worker's job is soon taken again. */
export const JOB_LOCK_SECONDS = 30

/** Takes the tenant's job that has waited longest, or null. Two workers never take the same one: locked rows are skipped. */
export async function claimJob(tx: TenantTx, lockSeconds = JOB_LOCK_SECONDS): Promise<ClaimedJob | null> {
  await buryLostJobs(tx)
  const rows = await tx.$queryRaw<ClaimedJob[]>`
    update jobs set status = 'running', locked_until = now() + make_interval(secs => ${lockSeconds}::float8),
      attempts = attempts + 1
    where tenant_id = ${tx.tenantId}::uuid and id = (
      select id from jobs
      where tenant_id = ${tx.tenantId}::uuid
        and ((status = 'ready' and run_at <= now()) or (status = 'running' and locked_until < now()))
      order by run_at, id limit 1 for update skip locked)
    returning id, kind, payload, attempts as attempt, attempts_max as "attemptsMax"`
  return rows[0] ?? null
}

/** A job whose worker died in each of its attempts is not tried again: it may be what kills them. */
async function buryLostJobs(tx: TenantTx): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; done: number; total: number }[]>`
    update jobs set status = 'failed', finished_at = now(), locked_until = null,
      error = 'The worker stopped in the middle of this, each time it was tried.'
    where tenant_id = ${tx.tenantId}::uuid and status = 'running' and locked_until < now() and attempts >= attempts_max
    returning id, progress_done as done, progress_total as total`
  for (const row of rows) emitJob(tx, { ...row, status: 'failed' })
}

/** Prolongs a claim. False when it no longer holds: the job was cancelled, or taken by another worker. */
export async function holdJob(tx: TenantTx, job: ClaimedJob, lockSeconds = JOB_LOCK_SECONDS): Promise<boolean> {
  const held = await tx.$executeRaw`
    update jobs set locked_until = now() + make_interval(secs => ${lockSeconds}::float8)
    where tenant_id = ${tx.tenantId}::uuid and id = ${job.id}::uuid and status = 'running' and attempts = ${job.attempt}::int`
  return held === 1
}

/** Gives a job back at once, as if it had not been tried: the worker is stopping. */
export async function returnJob(tx: TenantTx, job: ClaimedJob): Promise<void> {
  await tx.$executeRaw`
    update jobs set status = 'ready', run_at = now(), locked_until = null, attempts_max = attempts_max + 1
    where tenant_id = ${tx.tenantId}::uuid and id = ${job.id}::uuid and status = 'running' and attempts = ${job.attempt}::int`
}
