import type { TenantTx } from '@souk/db'
import type { JobContext, JobHandler } from '../../job-handlers.ts'
import type { By } from '../audit.ts'
import { reportProgress } from '../report-progress.ts'
import type { BulkChange, BulkRegistry } from './bulk-action.ts'
import { findAction, parseInput } from './find-action.ts'
import { lockBulkRun, type LockedRun } from './lock-bulk-run.ts'
import { planBulk, type Skipped } from './plan-bulk.ts'
import { runPayload } from './start-bulk-run.ts'
import { subjectsOf } from './subjects-of.ts'
import { takeRows } from './take-rows.ts'

/**
 * Runs an action. The records are first written down, so that what the action changes cannot change who is meant; then a
 * batch is one transaction that changes them, notes each and counts the job on. Whoever takes a killed job over goes on
 * behind the last batch that committed: no record is changed twice.
 */
export const runBulk =
  (registry: BulkRegistry): JobHandler =>
  async (job) => {
    const { runId, by } = runPayload.parse(job.payload)
    await steps(job, (tx) => gather(tx, registry, runId))
    await steps(job, (tx) => applyBatch(tx, registry, { runId, by, jobId: job.jobId }))
    return job.inTenant((tx) => finish(tx, runId))
  }

/** A batch belongs to a run, is done in someone's name, and counts its job on. */
export type Batch = { runId: string; by: By; jobId: string }

/** Takes steps until one says that there is nothing left; a worker that is leaving stops between two. */
export async function steps(job: JobContext, step: (tx: TenantTx) => Promise<boolean>): Promise<void> {
  do job.signal.throwIfAborted()
  while (await job.inTenant(step))
}

async function gather(tx: TenantTx, registry: BulkRegistry, runId: string): Promise<boolean> {
  const run = await lockBulkRun(tx, runId)
  if (run.gathered) return false
  const action = findAction(registry, run.action, run.list)
  const { list, selection, cursor: after } = run
  const { subjects, next } = await subjectsOf(tx, registry, action, { list, selection, after })
  // A row that moved in its list while the list was walked may come twice; it counts once.
  const added = await tx.$executeRaw`
    insert into bulk_run_rows (tenant_id, run_id, subject_id, group_id)
    select ${tx.tenantId}::uuid, ${runId}::uuid, id, group_id
    from unnest(${subjects.map(({ id }) => id)}::uuid[], ${subjects.map(({ groupId }) => groupId)}::uuid[]) as s(id, group_id)
    on conflict do nothing`
  await tx.$executeRaw`
    update bulk_runs set cursor = ${next}, gathered = ${next === null}, total = total + ${added}::int
    where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  return next !== null
}

async function applyBatch(tx: TenantTx, registry: BulkRegistry, { runId, by, jobId }: Batch): Promise<boolean> {
  const run = await lockBulkRun(tx, runId)
  const waiting = await takeRows(tx, runId, 'waiting')
  if (waiting.length === 0) return false
  const action = findAction(registry, run.action, run.list)
  const input = parseInput(action, run.input)
  await action.subject.lock(tx, [...new Set(waiting.map(({ groupId }) => groupId))], input)
  const ids = waiting.map(({ id }) => id)
  const { changes, skipped } = planBulk(action, input, waiting, await action.subject.read(tx, ids, input))
  if (changes.length > 0) await action.subject.write(tx, changes, by, input)
  await note(tx, run, changes, skipped)
  await reportProgress(tx, jobId, run.changed + run.skipped + waiting.length, run.total)
  return true
}

async function note(tx: TenantTx, run: LockedRun, changes: BulkChange[], skipped: Skipped[]): Promise<void> {
  const rows = [
    ...changes.map(({ id, label, before, after }) => ({ id, label, outcome: 'changed', before, after })),
    ...skipped.map(({ id, label, reason }) => ({ id, label, outcome: 'skipped', reason })),
  ]
  await tx.$executeRaw`
    update bulk_run_rows r set outcome = n.outcome, label = n.label, reason = n.reason, before = n.before, after = n.after
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, label text, outcome text, reason text, before jsonb, after jsonb)
    where r.tenant_id = ${tx.tenantId}::uuid and r.run_id = ${run.id}::uuid and r.subject_id = n.id`
  await tx.$executeRaw`
    update bulk_runs set changed = changed + ${changes.length}::int, skipped = skipped + ${skipped.length}::int
    where tenant_id = ${tx.tenantId}::uuid and id = ${run.id}::uuid`
}

async function finish(tx: TenantTx, runId: string): Promise<{ runId: string; changed: number; skipped: number }> {
  const { changed, skipped } = await lockBulkRun(tx, runId)
  await tx.$executeRaw`
    update bulk_runs set status = 'done', finished_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  return { runId, changed, skipped }
}
