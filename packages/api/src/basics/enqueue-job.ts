import type { TenantTx } from '@souk/db'

export type EnqueueJob = {
  kind: string
  /** What the handler needs to find its work: ids, never the tenant. */
  payload: Record<string, unknown>
  /** Not before this moment, by the database's clock. */
  runAt?: Date
  /** While a job of this kind with this key waits or runs, no second one is made. */
  dedupeKey?: string
  attemptsMax?: number
  progressTotal?: number
  createdBy?: string
}

/** How often a job is tried in all before it becomes a dead letter. */
const ATTEMPTS_MAX = 5

/**
 * The same for what has to be told to another company in the end, such as a refund: with waits that double up to ten minutes
 * this lasts for more than five hours, long enough for most outages of theirs.
 */
export const PATIENT_ATTEMPTS_MAX = 40

/** Leaves work for the worker in the transaction that causes it: it is done if, and only if, that commits. */
export async function enqueueJob(tx: TenantTx, input: EnqueueJob): Promise<{ jobId: string }> {
  const { dedupeKey = null, attemptsMax = ATTEMPTS_MAX } = input
  // A finished job's key starts it anew. Attempts go on counting, because a worker's claim is known by that number.
  const rows = await tx.$queryRaw<{ jobId: string }[]>`
    insert into jobs (tenant_id, kind, payload, run_at, dedupe_key, attempts_max, progress_total, created_by)
    values (${tx.tenantId}::uuid, ${input.kind}, ${JSON.stringify(input.payload)}::jsonb,
      coalesce(${input.runAt ?? null}::timestamptz, now()), ${dedupeKey}, ${attemptsMax}::int, ${input.progressTotal ?? 0}::int,
      ${input.createdBy ?? null}::uuid)
    on conflict (tenant_id, kind, dedupe_key) do update set
      status = 'ready', payload = excluded.payload, run_at = excluded.run_at, progress_done = 0,
      progress_total = excluded.progress_total, created_by = excluded.created_by, error = null, result = null,
      finished_at = null, locked_until = null, attempts_max = jobs.attempts + excluded.attempts_max
    where jobs.status in ('done', 'failed', 'cancelled')
    returning id as "jobId"`
  return rows[0] ?? waitingJob(tx, input.kind, dedupeKey)
}

async function waitingJob(tx: TenantTx, kind: string, dedupeKey: string | null): Promise<{ jobId: string }> {
  const rows = await tx.$queryRaw<{ jobId: string }[]>`
    select id as "jobId" from jobs
    where tenant_id = ${tx.tenantId}::uuid and kind = ${kind} and dedupe_key = ${dedupeKey}`
  return rows[0]!
}
