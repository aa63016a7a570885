import type { TenantTx } from '@souk/db'
import { audit, type By } from '../audit.ts'
import { enqueueJob } from '../enqueue-job.ts'
import { countList } from '../lists/count-list.ts'
import { listOf, type ExportPlan, type ExportLists } from './export-plan.ts'
import { SHEET_ROWS_MAX } from './xlsx-rows.ts'
import { TooLargeForSheet, writeExport } from './write-export.ts'

/** Up to here an answer is worth waiting for; more is a job. */
const AT_ONCE_MAX = 5000
/** How long a file can be had. */
const KEPT_HOURS = 72

type Doors = {
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
  filesDir: string
  tenantId: string
  by: By
}

/** Exports a list: a short one at once, a long one as a job that tells when its file is ready. */
export async function startExport(
  doors: Doors,
  lists: ExportLists,
  plan: ExportPlan,
): Promise<{ exportId: string; jobId: string | null }> {
  const list = listOf(lists, plan)
  const { count } = await doors.inTenant((tx) => countList(tx, list, plan.query))
  if (plan.format === 'xlsx' && count >= SHEET_ROWS_MAX) throw new TooLargeForSheet()
  if (count > AT_ONCE_MAX) {
    return doors.inTenant(async (tx) => {
      const exportId = await insertExport(tx, { plan, permission: list.permission }, doors.by)
      const createdBy = doors.by.id === null ? {} : { createdBy: doors.by.id }
      const { jobId } = await enqueueJob(tx, {
        kind: 'export.run',
        payload: { exportId },
        progressTotal: count,
        ...createdBy,
      })
      await tx.$executeRaw`
        update exports set job_id = ${jobId}::uuid where tenant_id = ${tx.tenantId}::uuid and id = ${exportId}::uuid`
      return { exportId, jobId }
    })
  }
  const written = await writeExport(doors, list, plan)
  return doors.inTenant(async (tx) => {
    const exportId = await insertExport(tx, { plan, permission: list.permission }, doors.by)
    await finishExport(tx, exportId, written)
    return { exportId, jobId: null }
  })
}

/** Notes that an export was asked for, by whom and of what: data that leaves the shop leaves a trace. */
async function insertExport(
  tx: TenantTx,
  { plan, permission }: { plan: ExportPlan; permission: string },
  by: By,
): Promise<string> {
  const columns = plan.columns.map(({ key }) => key)
  const options = { ...plan.options, labels: plan.columns.map(({ label }) => label) }
  const filename = `${plan.list}-${new Date().toISOString().slice(0, 10)}.${plan.format}`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into exports (tenant_id, list, permission, query, columns, format, options, filename, created_by)
    values (${tx.tenantId}::uuid, ${plan.list}, ${permission}, ${JSON.stringify(plan.query)}::jsonb, ${columns}::text[],
      ${plan.format}, ${JSON.stringify(options)}::jsonb, ${filename}, ${by.id}::uuid)
    returning id`
  const exportId = rows[0]!.id
  const changes = { list: plan.list, format: plan.format, columns }
  await audit(tx, by, { action: 'export.made', subjectKind: 'export', subjectId: exportId, changes })
  return exportId
}

export async function finishExport(
  tx: TenantTx,
  exportId: string,
  { fileId, bytes, rows }: { fileId: string; bytes: number; rows: number },
): Promise<void> {
  await tx.$executeRaw`
    update exports set status = 'done', file_id = ${fileId}::uuid, bytes = ${bytes}::bigint, rows = ${rows}::int, finished_at = now(),
      expires_at = now() + make_interval(hours => ${KEPT_HOURS}::int)
    where tenant_id = ${tx.tenantId}::uuid and id = ${exportId}::uuid`
}
