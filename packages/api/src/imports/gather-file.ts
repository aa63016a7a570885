import type { TenantTx } from '@souk/db'
import { fileKey, placeAt, type BadRow, type Gathered, type ImportRun } from '../basics/index.ts'
import type { JobContext } from '../job-handlers.ts'
import { Refusal } from '../refusal.ts'
import { importers } from './importers.ts'
import { setImportStatus, type LockedImport } from './lock-import.ts'
import { dataRows, mapRecords, type TableSource } from './map-records.ts'

/** How many failed rows can be put right on the screen, and how long a cell may be for it. */
const EDITABLE_ROWS = 1_000
const EDITABLE_CHARS = 2_000

/** The lines of an import that somebody put right. */
export async function readFixes(tx: TenantTx, importId: string): Promise<Map<number, string[]>> {
  const rows = await tx.$queryRaw<{ line: number; cells: string[] }[]>`
    select line, cells from import_fixes where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
  return new Map(rows.map(({ line, cells }) => [line, cells]))
}

const tableOf = async (
  job: Pick<JobContext, 'filesDir' | 'tenantId'>,
  found: LockedImport,
  fixes: ReadonlyMap<number, string[]>,
): Promise<TableSource> => {
  const path = await placeAt(job.filesDir).path(fileKey(job.tenantId, found.fileId))
  return { path, reading: found.reading, fixes }
}

/**
 * Reads the whole file of an import. One that cannot be read ends the import with the sentence that says why; the job then
 * ends too, because nothing will change it.
 */
export async function gatherFile(
  job: JobContext,
  found: LockedImport,
  run: ImportRun,
  fixes: ReadonlyMap<number, string[]>,
): Promise<Gathered> {
  const malformed: BadRow[] = []
  const source = { ...(await tableOf(job, found, fixes)), mapping: found.mapping, header: found.reading.header }
  try {
    const gathered = await importers[found.kind].gather(mapRecords(source, malformed), run)
    return { ...gathered, errors: [...gathered.errors, ...malformed] }
  } catch (cause) {
    if (cause instanceof Refusal) await job.inTenant((tx) => setImportStatus(tx, found.id, 'failed', cause.message))
    throw cause
  }
}

/** Keeps the cells of failed rows beside their reasons, so that a few can be put right on the screen. A long cell is not kept. */
export async function keepFailedCells(
  job: JobContext,
  found: LockedImport,
  fixes: ReadonlyMap<number, string[]>,
): Promise<void> {
  const failed = await job.inTenant(
    (tx) => tx.$queryRaw<{ line: number }[]>`
      select line from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${found.id}::uuid and outcome = 'error'
      order by line limit ${EDITABLE_ROWS}`,
  )
  const lines = new Set(failed.map(({ line }) => line))
  if (lines.size === 0) return
  const rows: { line: number; cells: (string | null)[] }[] = []
  for await (const { line, cells } of dataRows(await tableOf(job, found, fixes))) {
    if (!lines.has(line)) continue
    rows.push({ line, cells: cells.map((cell) => (cell.length > EDITABLE_CHARS ? null : cell.replaceAll('\0', ''))) })
    if (rows.length === lines.size) break
  }
  await job.inTenant(
    (tx) => tx.$executeRaw`
      update import_rows r set cells = n.cells from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(line int, cells jsonb)
      where r.tenant_id = ${tx.tenantId}::uuid and r.import_id = ${found.id}::uuid and r.line = n.line`,
  )
}
