import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { BulkFields } from './bulk-action.ts'
import type { BulkSelection } from './bulk-selection.ts'

export type BulkRunState = {
  id: string
  action: string
  list: string
  input: Record<string, unknown>
  selection: BulkSelection
  /** `cancelled` and `failed` are how its job ended; what was changed until then stays and can be undone. */
  status: 'running' | 'done' | 'undoing' | 'undone' | 'cancelled' | 'failed'
  total: number
  changed: number
  skipped: number
  restored: number
  kept: number
  /** Whether something it changed is still as it made it, and nothing of it is under way. */
  undoable: boolean
  jobId: string | null
  byName: string
  error: string | null
  createdAt: Date
  finishedAt: Date | null
  undoneAt: Date | null
}

const PAGE_SIZE = 50

/** The runs of these actions, newest first; with an id, that one. `before` is the last run already shown. */
export async function listBulkRuns(
  tx: TenantTx,
  input: { actions: string[]; id?: string; before?: string | undefined },
): Promise<{ rows: BulkRunState[]; next: string | null }> {
  const rows = await tx.$queryRaw<BulkRunState[]>`
    select r.id, r.action, r.list, r.input, r.selection, r.total, r.changed, r.skipped, r.restored, r.kept, r.job_id as "jobId",
      case when r.status in ('running', 'undoing') and j.status in ('cancelled', 'failed') then j.status else r.status end as status,
      r.changed > r.restored + r.kept and coalesce(j.status not in ('ready', 'running'), true) as undoable,
      r.done_by ->> 'name' as "byName", j.error, r.created_at as "createdAt", r.finished_at as "finishedAt", r.undone_at as "undoneAt"
    from bulk_runs r left join jobs j on j.tenant_id = r.tenant_id and j.id = r.job_id
    where r.tenant_id = ${tx.tenantId}::uuid and r.action = any(${input.actions}::text[])
      and (${input.id ?? null}::uuid is null or r.id = ${input.id ?? null}::uuid)
      and (${input.before ?? null}::uuid is null or r.id < ${input.before ?? null}::uuid)
    order by r.id desc limit ${PAGE_SIZE + 1}`
  return { rows: rows.slice(0, PAGE_SIZE), next: rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1]!.id : null }
}

/** A run of one of these actions. Throws NotFound. */
export async function getBulkRun(tx: TenantTx, input: { actions: string[]; runId: string }): Promise<BulkRunState> {
  const { rows } = await listBulkRuns(tx, { actions: input.actions, id: input.runId })
  if (!rows[0]) throw new NotFound('run')
  return rows[0]
}

export type BulkRowState = {
  id: string
  groupId: string
  label: string
  outcome: 'waiting' | 'changed' | 'skipped' | 'restored' | 'kept'
  reason: string | null
  before: BulkFields | null
  after: BulkFields | null
}

/** What came of the records of a run, in the order of their ids. */
export async function listBulkRows(
  tx: TenantTx,
  input: { runId: string; outcome?: string | undefined; after?: string | undefined; limit: number },
): Promise<BulkRowState[]> {
  return tx.$queryRaw`
    select subject_id as id, group_id as "groupId", label, outcome, reason, before, after from bulk_run_rows
    where tenant_id = ${tx.tenantId}::uuid and run_id = ${input.runId}::uuid
      and (${input.outcome ?? null}::text is null or outcome = ${input.outcome ?? null})
      and (${input.after ?? null}::uuid is null or subject_id > ${input.after ?? null}::uuid)
    order by subject_id limit ${input.limit}`
}
