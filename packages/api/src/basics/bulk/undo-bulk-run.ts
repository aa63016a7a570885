import type { TenantTx } from '@souk/db'
import type { JobHandler } from '../../job-handlers.ts'
import { Refusal } from '../../refusal.ts'
import { audit, type By } from '../audit.ts'
import { reportProgress } from '../report-progress.ts'
import type { BulkChange, BulkRecord, BulkRegistry } from './bulk-action.ts'
import { findAction, parseInput } from './find-action.ts'
import { lockBulkRun } from './lock-bulk-run.ts'
import { sameValue } from './plan-bulk.ts'
import { steps, type Batch } from './run-bulk.ts'
import { enqueueFor, runPayload } from './start-bulk-run.ts'
import { takeRows, type TakenRow } from './take-rows.ts'

class NothingToUndo extends Refusal {
  constructor(sentence: string) {
    super(409, 'nothing_to_undo', sentence)
  }
}

/** Begins to put back what a run has changed. A run that was cancelled half-way is put back as far as it came. */
export async function undoBulkRun(tx: TenantTx, runId: string, by: By): Promise<{ runId: string; jobId: string }> {
  const run = await lockBulkRun(tx, runId)
  if (run.jobStatus === 'ready' || run.jobStatus === 'running') {
    throw new NothingToUndo('This is still running. Cancel it first, or wait for its end.')
  }
  const left = run.changed - run.restored - run.kept
  if (left === 0) throw new NothingToUndo('There is nothing left to undo here.')
  const jobId = await enqueueFor(tx, { runId, kind: 'bulk.undo', total: left }, by)
  await tx.$executeRaw`
    update bulk_runs set status = 'undoing' where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  await audit(tx, by, {
    action: 'bulk.undone',
    subjectKind: 'bulk_run',
    subjectId: runId,
    changes: { action: run.action },
  })
  return { runId, jobId }
}

/** Puts back, batch by batch, what a run changed. A record whose fields are no longer what the run made of them is kept as it is, and told. */
export const runUndo =
  (registry: BulkRegistry): JobHandler =>
  async (job) => {
    const { runId, by } = runPayload.parse(job.payload)
    await steps(job, (tx) => restoreBatch(tx, registry, { runId, by, jobId: job.jobId }))
    return job.inTenant((tx) => finish(tx, runId))
  }

async function restoreBatch(tx: TenantTx, registry: BulkRegistry, { runId, by, jobId }: Batch): Promise<boolean> {
  const run = await lockBulkRun(tx, runId)
  const rows = await takeRows(tx, runId, 'changed')
  if (rows.length === 0) return false
  const action = findAction(registry, run.action, run.list)
  const input = parseInput(action, run.input)
  await action.subject.lock(tx, [...new Set(rows.map(({ groupId }) => groupId))], input)
  const ids = rows.map(({ id }) => id)
  const back = planBack(rows, await action.subject.read(tx, ids, input))
  if (back.length > 0) await action.subject.write(tx, back, by, input)
  const restored = back.map(({ id }) => id)
  await tx.$executeRaw`
    update bulk_run_rows set outcome = case when subject_id = any(${restored}::uuid[]) then 'restored' else 'kept' end,
      reason = case when subject_id = any(${restored}::uuid[]) then null else 'changed_since' end
    where tenant_id = ${tx.tenantId}::uuid and run_id = ${runId}::uuid and subject_id = any(${ids}::uuid[])`
  await tx.$executeRaw`
    update bulk_runs set restored = restored + ${back.length}::int, kept = kept + ${rows.length - back.length}::int
    where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  await reportProgress(tx, jobId, run.restored + run.kept + rows.length, run.changed)
  return true
}

/** The changes that lead back, for the records that are still as the run left them. */
function planBack(rows: TakenRow[], records: BulkRecord[]): BulkChange[] {
  const known = new Map(records.map((record) => [record.id, record]))
  return rows.flatMap((row) => {
    const record = known.get(row.id)
    const { before, after } = row
    if (!record || !before || !after) return []
    const untouched = Object.keys(after).every((key) => sameValue(record.fields[key], after[key]))
    return untouched ? [{ ...record, before: after, after: before }] : []
  })
}

async function finish(tx: TenantTx, runId: string): Promise<{ runId: string; restored: number; kept: number }> {
  const { restored, kept } = await lockBulkRun(tx, runId)
  await tx.$executeRaw`
    update bulk_runs set status = 'undone', undone_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  return { runId, restored, kept }
}
