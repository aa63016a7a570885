import { z } from 'zod'
import { reportProgress } from '../basics/index.ts'
import type { JobContext } from '../job-handlers.ts'
import { gatherFile, keepFailedCells, readFixes } from './gather-file.ts'
import { badRow, unitRow, writeRows } from './import-rows.ts'
import { storeSummary } from './import-summary.ts'
import { importers } from './importers.ts'
import { importRun, lockImport, setImportStatus } from './lock-import.ts'

export const importPayload = z.object({ importId: z.uuid() })
const UNITS_A_STEP = 250
const BAD_A_STEP = 1_000

/** The dry run: says of every line what importing it would do, and changes nothing but that report. */
export async function checkImport(job: JobContext): Promise<unknown> {
  const { importId } = importPayload.parse(job.payload)
  const { found, run, fixes } = await job.inTenant(async (tx) => {
    const locked = await lockImport(tx, importId, ['checking'])
    await tx.$executeRaw`delete from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
    return { found: locked, run: await importRun(tx, locked), fixes: await readFixes(tx, importId) }
  })
  const importer = importers[found.kind]
  const { units, errors, skipped } = await gatherFile(job, found, run, fixes)
  const bad = [...errors.map((row) => badRow(row, 'error')), ...skipped.map((row) => badRow(row, 'skip'))]
  const badLines = new Set(bad.map(({ line }) => line))
  for (let from = 0; from < bad.length; from += BAD_A_STEP)
    await job.inTenant((tx) => writeRows(tx, importId, bad.slice(from, from + BAD_A_STEP)))
  for (let from = 0; from < units.length; from += UNITS_A_STEP) {
    const step = units.slice(from, from + UNITS_A_STEP)
    await job.inTenant(async (tx) => {
      const plans = await importer.plan(tx, step, run)
      const rows = step.map((unit, index) => unitRow(unit, plans[index]!, badLines, false))
      await writeRows(tx, importId, rows)
      await reportProgress(tx, job.jobId, from + step.length, units.length)
    })
  }
  await keepFailedCells(job, found, fixes)
  return job.inTenant(async (tx) => {
    await lockImport(tx, importId, ['checking'])
    await setImportStatus(tx, importId, 'checked')
    return storeSummary(tx, importId)
  })
}
