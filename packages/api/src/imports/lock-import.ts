import type { TenantTx } from '@souk/db'
import type { By, ImportKind, ImportRules, ImportRun } from '../basics/index.ts'
import { listWarehouses } from '../inventory/index.ts'
import { NotFound, Refusal } from '../refusal.ts'
import { currencyDecimals } from './currency-decimals.ts'
import type { Mapping } from './guess-mapping.ts'
import type { Reading } from './read-table.ts'

export type ImportStatus =
  'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'

/** How the file is read, with the header as it was when the columns were mapped. */
export type StoredReading = Reading & { header: string[] }
export type LockedImport = {
  id: string
  kind: ImportKind
  filename: string
  fileId: string
  status: ImportStatus
  options: ImportRules & { by: By }
  reading: StoredReading
  mapping: Mapping
  jobId: string | null
  undo: { prepared?: string[] }
  undoable: boolean
}

/** What is asked of an import does not fit to how far it has come. */
class ImportNotReady extends Refusal {
  constructor(status: ImportStatus) {
    super(409, 'import_not_ready', SENTENCES[status])
  }
}

const SENTENCES: Record<ImportStatus, string> = {
  uploaded: 'Say first which column is what.',
  checking: 'This file is still being checked.',
  checked: 'This import has not been started.',
  running: 'This import is running already.',
  done: 'This import is done. Upload the file again to import it again.',
  failed: 'This import has failed. Upload the file again.',
  cancelled: 'This import was cancelled. Upload the file again.',
  undoing: 'This import is being undone.',
  undone: 'This import was undone. Upload the file again to import it again.',
}

/** Locks an import of this shop. With the states that fit what is asked, throws ImportNotReady in any other. */
export async function lockImport(tx: TenantTx, importId: string, fitting?: ImportStatus[]): Promise<LockedImport> {
  const rows = await tx.$queryRaw<LockedImport[]>`
    select id, kind, filename, file_id as "fileId", status, options, reading, mapping, job_id as "jobId", undo,
      coalesce(undo_until > now(), false) as undoable
    from imports where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid for update`
  const found = rows[0]
  if (!found) throw new NotFound('import')
  if (fitting && !fitting.includes(found.status)) throw new ImportNotReady(found.status)
  return found
}

/** What the importers have to know of a run. */
export async function importRun(tx: TenantTx, found: LockedImport): Promise<ImportRun> {
  const { by, ...rules } = found.options
  return {
    importId: found.id,
    filename: found.filename,
    rules,
    decimals: await currencyDecimals(tx),
    warehouses: await listWarehouses(tx),
    by: { ...by, via: 'import' },
  }
}

export async function setImportStatus(
  tx: TenantTx,
  importId: string,
  status: ImportStatus,
  error: string | null = null,
): Promise<void> {
  const ended = ['done', 'failed', 'cancelled', 'undone'].includes(status)
  await tx.$executeRaw`
    update imports set status = ${status}, error = ${error}, finished_at = case when ${ended} then now() end
    where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
}
