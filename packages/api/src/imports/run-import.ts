import type { TenantTx } from '@souk/db'
import { reportProgress, type Importer, type ImportRun, type ImportUnit } from '../basics/index.ts'
import { refusalOf } from '../errors.ts'
import type { JobContext } from '../job-handlers.ts'
import { importPayload } from './check-import.ts'
import { gatherFile, keepFailedCells, readFixes } from './gather-file.ts'
import { badRow, rowLine, unitRow, writeApplied, writeRows } from './import-rows.ts'
import { storeSummary } from './import-summary.ts'
import { importers } from './importers.ts'
import { importRun, lockImport, setImportStatus, type LockedImport } from './lock-import.ts'
import { allowUndo } from './start-import.ts'

const UNITS_A_STEP = 100

/**
 * Runs an import in steps. A step is one transaction that writes its records and notes them as done, so a worker that is
 * killed at any moment leaves whole steps, and the next one goes on behind the last of them. When a record of a step is
 * refused, the step is rolled back and its records go in one by one: what is wrong with one is not the others' fault.
 */
export async function runImport(job: JobContext): Promise<unknown> {
  const { importId } = importPayload.parse(job.payload)
  const start = await job.inTenant(async (tx) => {
    const found = await lockImport(tx, importId, ['running'])
    const run = await importRun(tx, found)
    return { found, run, fixes: await readFixes(tx, importId), ...(await progressOf(tx, importId)) }
  })
  const { found, run, fixes, applied, toFix } = start
  const { units, errors, skipped } = await gatherFile(job, found, run, fixes)
  const bad = [...errors.map((row) => badRow(row, 'error')), ...skipped.map((row) => badRow(row, 'skip'))]
  const badLines = new Set(bad.map(({ line }) => line))
  await job.inTenant((tx) => writeRows(tx, importId, bad))
  const importer = importers[found.kind]
  await job.inTenant((tx) => prepare(tx, importer, units, run))
  const open = units.filter(
    (unit) => !applied.has(rowLine(unit, badLines)) || unit.lines.some((line) => toFix.has(line)),
  )
  const done = units.length - open.length
  for (let from = 0; from < open.length; from += UNITS_A_STEP) {
    const step = { units: open.slice(from, from + UNITS_A_STEP), badLines, total: units.length }
    await applyStep(job, importer, run, { ...step, done: done + from + step.units.length })
  }
  return finish(job, found, importer, units, run)
}

async function progressOf(tx: TenantTx, importId: string): Promise<{ applied: Set<number>; toFix: Set<number> }> {
  const rows = await tx.$queryRaw<{ line: number; fix: boolean }[]>`
    select line, false as fix from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and applied
    union all
    select line, true from import_fixes where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and not applied`
  const linesOf = (fix: boolean) => new Set(rows.filter((row) => row.fix === fix).map(({ line }) => line))
  return { applied: linesOf(false), toFix: linesOf(true) }
}

async function prepare(tx: TenantTx, importer: Importer, units: ImportUnit[], run: ImportRun): Promise<void> {
  const made = (await importer.prepare?.(tx, units, run)) ?? []
  if (made.length === 0) return
  await tx.$executeRaw`
    update imports set undo = jsonb_set(undo, '{prepared}', coalesce(undo -> 'prepared', '[]') || ${JSON.stringify(made)}::jsonb)
    where tenant_id = ${tx.tenantId}::uuid and id = ${run.importId}::uuid`
}

type Step = { units: ImportUnit[]; badLines: ReadonlySet<number>; done: number; total: number }

async function applyStep(job: JobContext, importer: Importer, run: ImportRun, step: Step): Promise<void> {
  const { units, badLines } = step
  try {
    await job.inTenant(async (tx) => {
      const plans = await importer.apply(tx, units, run)
      const rows = units.map((unit, index) => unitRow(unit, plans[index]!, badLines, true))
      await writeApplied(tx, run.importId, rows)
      await closeFixes(
        tx,
        run.importId,
        units.flatMap(({ lines }) => lines),
      )
      await reportProgress(tx, job.jobId, step.done, step.total)
    })
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal || refusal.status === 503) throw cause
    if (units.length > 1) {
      const first = step.done - units.length
      for (const [index, unit] of units.entries())
        await applyStep(job, importer, run, { ...step, units: [unit], done: first + index + 1 })
      return
    }
    const row = unitRow(units[0]!, { outcome: 'error', reason: refusal.message }, badLines, true)
    await job.inTenant(async (tx) => {
      await writeApplied(tx, run.importId, [row])
      await closeFixes(tx, run.importId, row.lines)
    })
  }
}

async function closeFixes(tx: TenantTx, importId: string, lines: number[] | null): Promise<void> {
  await tx.$executeRaw`
    update import_fixes set applied = true
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and not applied
      and (${lines}::int[] is null or line = any(${lines}::int[]))`
}

async function finish(
  job: JobContext,
  found: LockedImport,
  importer: Importer,
  units: ImportUnit[],
  run: ImportRun,
): Promise<unknown> {
  const fixes = await job.inTenant((tx) => readFixes(tx, found.id))
  await keepFailedCells(job, found, fixes)
  return job.inTenant(async (tx) => {
    await lockImport(tx, found.id, ['running'])
    await importer.finish?.(tx, units, run)
    await closeFixes(tx, found.id, null)
    await setImportStatus(tx, found.id, 'done')
    await allowUndo(tx, found.id)
    return storeSummary(tx, found.id)
  })
}
