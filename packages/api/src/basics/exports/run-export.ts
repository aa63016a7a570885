import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import { NotFound } from '../../refusal.ts'
import type { JobHandler } from '../../job-handlers.ts'
import { notify } from '../notify.ts'
import { exportPlan, listOf, type ExportPlan, type ExportLists } from './export-plan.ts'
import { finishExport } from './start-export.ts'
import { writeExport } from './write-export.ts'

const payload = z.object({ exportId: z.uuid() })

/** Writes a long export. One that was cut short begins anew: half a file is of use to nobody. */
export const runExport =
  (lists: ExportLists): JobHandler =>
  async (job) => {
    const { exportId } = payload.parse(job.payload)
    const { plan, total } = await job.inTenant((tx) => readPlan(tx, exportId))
    const told = async (rows: number) => {
      job.signal.throwIfAborted()
      await job.progress(rows, Math.max(rows, total))
    }
    const { inTenant, filesDir, tenantId } = job
    const written = await writeExport({ inTenant, filesDir, tenantId, told }, listOf(lists, plan), plan)
    await job.inTenant((tx) => finish(tx, exportId, written))
    return { exportId, rows: written.rows }
  }

/** The file is there, and the one who asked for it is told in the same transaction. */
async function finish(tx: TenantTx, exportId: string, written: Parameters<typeof finishExport>[2]): Promise<void> {
  await finishExport(tx, exportId, written)
  const rows = await tx.$queryRaw<{ accountId: string; list: string; filename: string }[]>`
    select m.account_id as "accountId", e.list, e.filename from exports e
    join memberships m on m.tenant_id = e.tenant_id and m.account_id = e.created_by and m.status = 'active'
    where e.tenant_id = ${tx.tenantId}::uuid and e.id = ${exportId}::uuid`
  for (const { accountId, ...facts } of rows) {
    const data = { ...facts, rows: written.rows, href: `/admin/exports/${exportId}` }
    await notify(tx, { accountId, kind: 'export.ready', subjectKind: 'export', subjectId: exportId, data })
  }
}

async function readPlan(tx: TenantTx, exportId: string): Promise<{ plan: ExportPlan; total: number }> {
  type Row = Omit<ExportPlan, 'columns' | 'options'> & {
    columns: string[]
    options: ExportPlan['options'] & { labels: string[] }
    total: number
  }
  const rows = await tx.$queryRaw<Row[]>`
    select e.list, e.query, e.columns, e.format, e.options, coalesce(j.progress_total, 0) as total
    from exports e left join jobs j on j.tenant_id = e.tenant_id and j.id = e.job_id
    where e.tenant_id = ${tx.tenantId}::uuid and e.id = ${exportId}::uuid`
  if (!rows[0]) throw new NotFound('export')
  const { columns, options, total, ...rest } = rows[0]
  const { labels, ...style } = options
  const named = columns.map((key, index) => ({ key, label: labels[index] ?? key }))
  return { plan: exportPlan.parse({ ...rest, options: style, columns: named }), total }
}
