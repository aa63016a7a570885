import type { TenantTx } from '@souk/db'
import {
  audit,
  cancelJob,
  enqueueJob,
  prepareFile,
  saveFile,
  SHEET,
  type By,
  type ImportKind,
  type PreparedFile,
} from '../basics/index.ts'
import { Refusal } from '../refusal.ts'
import { detectReading } from './detect-reading.ts'
import { importers } from './importers.ts'
import { lockImport, setImportStatus } from './lock-import.ts'
import type { Reading } from './read-table.ts'
import { sheetToCsv } from './sheet-to-csv.ts'

/** How long an import can be undone. */
const UNDO_DAYS = 7

export type StartImport = {
  kind: ImportKind
  filename: string
  table: { file: PreparedFile; reading: Reading }
  pictures: { filename: string; zip: PreparedFile } | null
}

/** Checks an uploaded table and finds out how it is written. A workbook becomes the CSV of its first sheet. */
export async function prepareTable(kind: ImportKind, upload: Uint8Array): Promise<StartImport['table']> {
  const given = await prepareFile('import', upload)
  const file = given.mime === SHEET ? { ...given, mime: 'text/csv', bytes: await sheetToCsv(given.bytes) } : given
  return { file, reading: await detectReading(file.bytes, importers[kind].fields) }
}

/** Keeps an uploaded file. Nothing is imported before someone has said which column is what, and has seen what would happen. */
export async function startImport(
  tx: TenantTx,
  filesDir: string,
  input: StartImport,
  by: By,
): Promise<{ importId: string }> {
  const { file: prepared, reading } = input.table
  const { filename } = input
  const file = await saveFile(tx, filesDir, { purpose: 'import', filename, bytes: prepared.bytes, by, prepared })
  const zip = input.pictures?.zip
  const pictures =
    zip &&
    (await saveFile(tx, filesDir, {
      purpose: 'import-pictures',
      filename: input.pictures!.filename,
      bytes: zip.bytes,
      by,
      prepared: zip,
    }))
  const rules = {
    matchBy: importers[input.kind].matchBy[0]!.key,
    existing: 'both',
    keep: [],
    emptyClears: false,
    overwriteStock: false,
    collections: input.kind === 'products',
  }
  const { id: importId } = await tx.import.create({
    data: {
      tenantId: tx.tenantId,
      kind: input.kind,
      filename: file.filename,
      fileId: file.id,
      picturesFileId: pictures?.id ?? null,
      options: { ...rules, by: { kind: by.kind, id: by.id, name: by.name } },
      reading: { ...reading, header: [] },
      createdBy: by.id,
    },
    select: { id: true },
  })
  const changes = { filename: file.filename, kind: input.kind }
  await audit(tx, by, { action: 'import.uploaded', subjectKind: 'import', subjectId: importId, changes })
  return { importId }
}

/** Has a checked file imported. Throws ImportNotReady in any other state. */
export async function beginImport(tx: TenantTx, importId: string, by: By): Promise<{ jobId: string }> {
  const { filename } = await lockImport(tx, importId, ['checked'])
  await setImportStatus(tx, importId, 'running')
  await audit(tx, by, { action: 'import.started', subjectKind: 'import', subjectId: importId, changes: { filename } })
  return { jobId: await enqueueStep(tx, importId, 'import.run', by) }
}

/** Stops an import. What is in the shop by then stays, and can be undone. */
export async function cancelImport(tx: TenantTx, importId: string, by: By): Promise<void> {
  const found = await lockImport(tx, importId, ['uploaded', 'checking', 'checked', 'running'])
  await setImportStatus(tx, importId, 'cancelled')
  if (found.status === 'running') await allowUndo(tx, importId)
  const changes = { filename: found.filename }
  await audit(tx, by, { action: 'import.cancelled', subjectKind: 'import', subjectId: importId, changes })
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from jobs where tenant_id = ${tx.tenantId}::uuid and id = ${found.jobId}::uuid and status in ('ready', 'running')`
  if (found.jobId && rows.length > 0) await cancelJob(tx, found.jobId)
}

/** The days in which an import can be undone are over. */
class UndoTooLate extends Refusal {
  constructor() {
    super(409, 'undo_too_late', `An import can be undone for ${UNDO_DAYS} days; that time is over.`)
  }
}

/** Has a whole import undone. Throws UndoTooLate after seven days, ImportNotReady when there is nothing to undo. */
export async function beginUndo(tx: TenantTx, importId: string, by: By): Promise<{ jobId: string }> {
  const found = await lockImport(tx, importId, ['done', 'cancelled'])
  if (!found.undoable) throw new UndoTooLate()
  await setImportStatus(tx, importId, 'undoing')
  const changes = { filename: found.filename }
  await audit(tx, by, { action: 'import.undo_started', subjectKind: 'import', subjectId: importId, changes })
  return { jobId: await enqueueStep(tx, importId, 'import.undo', by) }
}

export async function allowUndo(tx: TenantTx, importId: string): Promise<void> {
  await tx.$executeRaw`
    update imports set undo_until = now() + make_interval(days => ${UNDO_DAYS}::int)
    where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
}

type Step = 'import.check' | 'import.run' | 'import.undo'

/** Leaves the next step of an import for the worker, and notes it on the import. */
export async function enqueueStep(tx: TenantTx, importId: string, kind: Step, by: By): Promise<string> {
  const { jobId } = await enqueueJob(tx, {
    kind,
    payload: { importId },
    dedupeKey: importId,
    attemptsMax: 10,
    ...(by.id && { createdBy: by.id }),
  })
  await tx.$executeRaw`
    update imports set job_id = ${jobId}::uuid where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  return jobId
}
