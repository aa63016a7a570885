import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { NotFound, Refusal } from '../../refusal.ts'
import type { ImportOptions } from './plan-product.ts'

export type ImportStatus = 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'cancelled'
export type LockedImport = {
  id: string
  filename: string
  fileId: string
  picturesFileId: string | null
  status: ImportStatus
  options: ImportOptions & { by: By }
  jobId: string | null
}

/** What is asked of an import does not fit to how far it has come. */
class ImportNotReady extends Refusal {
  constructor(status: ImportStatus) {
    super(409, 'import_not_ready', SENTENCES[status])
  }
}

const SENTENCES: Record<ImportStatus, string> = {
  uploaded: 'This file is still being checked.',
  checking: 'This file is still being checked.',
  checked: 'This import has not been started.',
  running: 'This import is running already.',
  done: 'This import is done. Upload the file again to import it again.',
  failed: 'This import has failed. Upload the file again.',
  cancelled: 'This import was cancelled. Upload the file again.',
}

/** Locks an import of this shop. With the states that fit what is asked, throws ImportNotReady in any other. */
export async function lockImport(tx: TenantTx, importId: string, fitting?: ImportStatus[]): Promise<LockedImport> {
  const rows = await tx.$queryRaw<LockedImport[]>`
    select id, filename, file_id as "fileId", pictures_file_id as "picturesFileId", status, options, job_id as "jobId"
    from imports where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid for update`
  const found = rows[0]
  if (!found) throw new NotFound('import')
  if (fitting && !fitting.includes(found.status)) throw new ImportNotReady(found.status)
  return found
}

export async function setImportStatus(
  tx: TenantTx,
  importId: string,
  status: ImportStatus,
  error: string | null = null,
): Promise<void> {
  const ended = ['done', 'failed', 'cancelled'].includes(status)
  await tx.$executeRaw`
    update imports set status = ${status}, error = ${error}, finished_at = case when ${ended} then now() end
    where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
}
