import type { TenantTx } from '@souk/db'
import type { ClaimedJob } from './claim-job.ts'
import { emitJob } from './job-status.ts'

type Row = { id: string; status: string; done: number; total: number }

/** Ends a job well. False when the claim no longer holds, so that a late worker changes nothing. */
export async function finishJob(tx: TenantTx, job: ClaimedJob, result: unknown): Promise<boolean> {
  const rows = await tx.$queryRaw<Row[]>`
    update jobs set status = 'done', finished_at = now(), locked_until = null, error = null,
      result = ${result === undefined ? null : JSON.stringify(result)}::jsonb,
      progress_done = greatest(progress_done, progress_total)
    where tenant_id = ${tx.tenantId}::uuid and id = ${job.id}::uuid and status = 'running' and attempts = ${job.attempt}::int
    returning id, status, progress_done as done, progress_total as total`
  return told(tx, rows)
}

/**
 * Puts a job that failed back for a later attempt, or makes it a dead letter when it has none left (or `final` says that
 * trying again cannot help). `sentence` is what people read on the job.
 */
export async function failJob(
  tx: TenantTx,
  job: ClaimedJob,
  failure: { sentence: string; final: boolean; retryInMs: number },
): Promise<'ready' | 'failed' | 'lost'> {
  const dead = failure.final || job.attempt >= job.attemptsMax
  const rows = await tx.$queryRaw<Row[]>`
    update jobs set status = ${dead ? 'failed' : 'ready'}, error = ${failure.sentence}, locked_until = null,
      finished_at = case when ${dead} then now() end,
      run_at = case when ${dead} then run_at else now() + make_interval(secs => ${failure.retryInMs / 1000}::float8) end
    where tenant_id = ${tx.tenantId}::uuid and id = ${job.id}::uuid and status = 'running' and attempts = ${job.attempt}::int
    returning id, status, progress_done as done, progress_total as total`
  if (!told(tx, rows)) return 'lost'
  return dead ? 'failed' : 'ready'
}

function told(tx: TenantTx, rows: Row[]): boolean {
  for (const row of rows) emitJob(tx, row)
  return rows.length > 0
}
