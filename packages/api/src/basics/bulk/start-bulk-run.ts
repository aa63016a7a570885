import type { TenantTx } from '@souk/db'
import { jsonText } from '../json-text.ts'
import { z } from 'zod'
import { audit, type By } from '../audit.ts'
import { enqueueJob } from '../enqueue-job.ts'
import type { BulkRegistry } from './bulk-action.ts'
import { findAction, parseInput } from './find-action.ts'
import type { BulkAsked } from './preview-bulk.ts'

/** Begins an action on a selection: the run, who asked for it, and the job that does it. */
export async function startBulkRun(
  tx: TenantTx,
  registry: BulkRegistry,
  asked: BulkAsked,
  by: By,
): Promise<{ runId: string; jobId: string }> {
  const action = findAction(registry, asked.action, asked.list)
  const input = parseInput(action, asked.input)
  await action.check?.(tx, input)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into bulk_runs (tenant_id, action, list, input, selection, done_by, created_by)
    values (${tx.tenantId}::uuid, ${asked.action}, ${asked.list}, ${jsonText(input)}::jsonb, ${jsonText(asked.selection)}::jsonb,
      ${jsonText(by)}::jsonb, ${by.id}::uuid)
    returning id`
  const runId = rows[0]!.id
  const jobId = await enqueueFor(tx, { runId, kind: 'bulk.run', total: 0 }, by)
  await audit(tx, by, {
    action: 'bulk.started',
    subjectKind: 'bulk_run',
    subjectId: runId,
    changes: { action: asked.action },
  })
  return { runId, jobId }
}

/** What the jobs of a run are told: which run, and in whose name. */
export const runPayload = z.object({ runId: z.uuid(), by: z.custom<By>((by) => typeof by === 'object' && by !== null) })

/** The job of a run's next phase; the run knows it, so that a screen finds its progress. */
export async function enqueueFor(
  tx: TenantTx,
  work: { runId: string; kind: 'bulk.run' | 'bulk.undo'; total: number },
  by: By,
): Promise<string> {
  const { runId, kind, total } = work
  const createdBy = by.id === null ? {} : { createdBy: by.id }
  // The audit rows of a run carry the run in the place of a request, so that they can be told from those of a form.
  const payload = { runId, by: { ...by, via: 'bulk', requestId: `bulk:${runId}` } }
  const { jobId } = await enqueueJob(tx, { kind, payload, progressTotal: total, ...createdBy })
  await tx.$executeRaw`
    update bulk_runs set job_id = ${jobId}::uuid where tenant_id = ${tx.tenantId}::uuid and id = ${runId}::uuid`
  return jobId
}
