import type { TenantTx } from '@souk/db'
import { audit, reportProgress, type Importer, type ImportRun, type UndoneRow, type UndoRow } from '../basics/index.ts'
import { refusalOf } from '../errors.ts'
import type { JobContext } from '../job-handlers.ts'
import { importPayload } from './check-import.ts'
import { importers } from './importers.ts'
import { importRun, lockImport, setImportStatus } from './lock-import.ts'

const ROWS_A_STEP = 100

/**
 * Undoes an import from its last row to its first. A step is one transaction that also notes what became of its rows, so it
 * goes on exactly where a killed worker left it. What was changed since stays, and is told row by row.
 */
export async function undoImport(job: JobContext): Promise<unknown> {
  const { importId } = importPayload.parse(job.payload)
  const { found, run, total } = await job.inTenant(async (tx) => {
    const locked = await lockImport(tx, importId, ['undoing'])
    return { found: locked, run: await importRun(tx, locked), total: await countRows(tx, importId) }
  })
  const importer = importers[found.kind]
  for (;;) {
    const rows = await job.inTenant((tx) => nextRows(tx, importId))
    if (rows.length === 0) break
    await undoStep(job, importer, run, rows, total)
  }
  return job.inTenant(async (tx) => {
    await lockImport(tx, importId, ['undoing'])
    await importer.undoPreparation?.(tx, found.undo.prepared ?? [], run)
    await tx.$executeRaw`
      update imports set undone_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
    await setImportStatus(tx, importId, 'undone')
    const changes = { filename: found.filename, ...(await countUndone(tx, importId)) }
    await audit(tx, run.by, { action: 'import.undone', subjectKind: 'import', subjectId: importId, changes })
    return changes
  })
}

async function countRows(tx: TenantTx, importId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and undo is not null`
  return rows[0]!.count
}

async function nextRows(tx: TenantTx, importId: string): Promise<UndoRow[]> {
  return tx.$queryRaw`
    select line, subject_id as "subjectId", undo from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and undo is not null and undone is null
    order by line desc limit ${ROWS_A_STEP}`
}

async function undoStep(
  job: JobContext,
  importer: Importer,
  run: ImportRun,
  rows: UndoRow[],
  total: number,
  cautious = false,
): Promise<void> {
  try {
    await job.inTenant(async (tx) => {
      await writeUndone(tx, run.importId, await importer.undo(tx, rows, run, cautious))
      const left = await tx.$queryRaw<{ count: number }[]>`
        select count(*)::int as count from import_rows
        where tenant_id = ${tx.tenantId}::uuid and import_id = ${run.importId}::uuid and undo is not null and undone is null`
      await reportProgress(tx, job.jobId, total - left[0]!.count, total)
    })
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal || refusal.status === 503) throw cause
    if (rows.length > 1) {
      for (const row of rows) await undoStep(job, importer, run, [row], total)
    } else if (!cautious) await undoStep(job, importer, run, rows, total, true)
    else {
      const kept = rows.map(({ line }): UndoneRow => ({ line, undone: 'kept', reason: refusal.message }))
      await job.inTenant((tx) => writeUndone(tx, run.importId, kept))
    }
  }
}

async function writeUndone(tx: TenantTx, importId: string, rows: UndoneRow[]): Promise<void> {
  await tx.$executeRaw`
    update import_rows r set undone = n.undone, undone_reason = n.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(line int, undone text, reason text)
    where r.tenant_id = ${tx.tenantId}::uuid and r.import_id = ${importId}::uuid and r.line = n.line`
}

async function countUndone(tx: TenantTx, importId: string): Promise<Record<string, number>> {
  const rows = await tx.$queryRaw<{ undone: string; count: number }[]>`
    select undone, count(*)::int as count from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and undone is not null group by undone`
  return Object.fromEntries(rows.map(({ undone, count }) => [undone, count]))
}
