import type { TenantTx } from '@souk/db'
import type { JobStatus } from './job-status.ts'

export type MyJob = {
  id: string
  kind: string
  status: JobStatus
  done: number
  total: number
  error: string | null
  /** The record the job works on, from its payload: a run, an export, an import. */
  runId: string | null
  exportId: string | null
  importId: string | null
  /** What a bulk run does, by the key of its action. */
  action: string | null
  cancellable: boolean
  createdAt: Date
  finishedAt: Date | null
}

/** The kinds a person watches, and those of them that stop cleanly when their job is cancelled. */
const WATCHED = ['bulk.run', 'bulk.undo', 'export.run', 'import.check', 'import.run', 'import.undo']
const CANCELLABLE = ['bulk.run', 'bulk.undo', 'export.run']

/** A member's jobs that wait or run, and those that ended within the hour, newest first; with an id, that one at any time. */
export async function listMyJobs(tx: TenantTx, input: { accountId: string; id?: string }): Promise<MyJob[]> {
  return tx.$queryRaw`
    select j.id, j.kind, j.status, j.progress_done as done, j.progress_total as total, j.error, j.payload ->> 'runId' as "runId",
      j.payload ->> 'exportId' as "exportId", j.payload ->> 'importId' as "importId", r.action,
      j.kind = any(${CANCELLABLE}::text[]) and j.status in ('ready', 'running') as cancellable,
      j.created_at as "createdAt", j.finished_at as "finishedAt"
    from jobs j left join bulk_runs r on r.tenant_id = j.tenant_id and r.id = (j.payload ->> 'runId')::uuid
    where j.tenant_id = ${tx.tenantId}::uuid and j.created_by = ${input.accountId}::uuid and j.kind = any(${WATCHED}::text[])
      and (j.id = ${input.id ?? null}::uuid or (${input.id ?? null}::uuid is null
        and (j.status in ('ready', 'running') or j.finished_at > now() - interval '1 hour')))
    order by j.created_at desc, j.id limit 20`
}
