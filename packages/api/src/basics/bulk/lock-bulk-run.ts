import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { By } from '../audit.ts'
import type { BulkSelection } from './bulk-selection.ts'

export type BulkRunStatus = 'running' | 'done' | 'undoing' | 'undone'

export type LockedRun = {
  id: string
  action: string
  list: string
  input: unknown
  selection: BulkSelection
  doneBy: By
  status: BulkRunStatus
  gathered: boolean
  cursor: string | null
  total: number
  changed: number
  skipped: number
  restored: number
  kept: number
  jobId: string | null
  jobStatus: string | null
}

/** Locks a run, so that one worker alone takes its next step. Throws NotFound. */
export async function lockBulkRun(tx: TenantTx, runId: string): Promise<LockedRun> {
  const rows = await tx.$queryRaw<LockedRun[]>`
    select r.id, r.action, r.list, r.input, r.selection, r.done_by as "doneBy", r.status, r.gathered, r.cursor, r.total, r.changed,
      r.skipped, r.restored, r.kept, r.job_id as "jobId",
      (select j.status from jobs j where j.tenant_id = r.tenant_id and j.id = r.job_id) as "jobStatus"
    from bulk_runs r where r.tenant_id = ${tx.tenantId}::uuid and r.id = ${runId}::uuid for update of r`
  if (!rows[0]) throw new NotFound('run')
  return rows[0]
}
