import type { TenantTx } from '@souk/db'
import type { BulkFields } from './bulk-action.ts'

const BATCH = 400

export type TakenRow = {
  id: string
  groupId: string
  label: string
  before: BulkFields | null
  after: BulkFields | null
}

/**
 * The next batch of a run's rows in a state, in the order of their groups. The last group is taken whole, so that a
 * product whose variants are in the run becomes one version and one line of its timeline, not two.
 */
export async function takeRows(tx: TenantTx, runId: string, outcome: 'waiting' | 'changed'): Promise<TakenRow[]> {
  return tx.$queryRaw`
    select subject_id as id, group_id as "groupId", label, before, after from bulk_run_rows
    where tenant_id = ${tx.tenantId}::uuid and run_id = ${runId}::uuid and outcome = ${outcome}
    order by group_id fetch first ${BATCH} rows with ties`
}
