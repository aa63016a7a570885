import type { TenantTx } from '@souk/db'
import { audit, cancelJob, enqueueJob, saveFile, type By, type PreparedFile } from '../../basics/index.ts'
import { lockImport, setImportStatus } from './lock-import.ts'
import type { ImportOptions } from './plan-product.ts'

export type StartImport = {
  filename: string
  csv: PreparedFile
  pictures: { filename: string; zip: PreparedFile } | null
  options: ImportOptions
}

/** Keeps an uploaded file and has it checked; nothing is imported before someone has seen what would happen. */
export async function startImport(
  tx: TenantTx,
  filesDir: string,
  input: StartImport,
  by: By,
): Promise<{ importId: string; jobId: string }> {
  const file = await saveFile(tx, filesDir, {
    purpose: 'import',
    filename: input.filename,
    bytes: input.csv.bytes,
    by,
    prepared: input.csv,
  })
  const pictures =
    input.pictures &&
    (await saveFile(tx, filesDir, {
      purpose: 'import-pictures',
      filename: input.pictures.filename,
      bytes: input.pictures.zip.bytes,
      by,
      prepared: input.pictures.zip,
    }))
  const { id: importId } = await tx.import.create({
    data: {
      tenantId: tx.tenantId,
      filename: file.filename,
      fileId: file.id,
      picturesFileId: pictures?.id ?? null,
      options: { ...input.options, by: { kind: by.kind, id: by.id, name: by.name } },
      createdBy: by.id,
    },
    select: { id: true },
  })
  await audit(tx, by, {
    action: 'import.uploaded',
    subjectKind: 'import',
    subjectId: importId,
    changes: { filename: file.filename },
  })
  return { importId, jobId: await enqueue(tx, importId, 'import.check', by) }
}

/** Has a checked file imported. Throws ImportNotReady in any other state. */
export async function beginImport(
  tx: TenantTx,
  input: { importId: string; options: ImportOptions },
  by: By,
): Promise<{ jobId: string }> {
  const { options, filename } = await lockImport(tx, input.importId, ['checked'])
  await tx.$executeRaw`
    update imports set options = ${JSON.stringify({ ...options, ...input.options })}::jsonb
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.importId}::uuid`
  await setImportStatus(tx, input.importId, 'running')
  await audit(tx, by, {
    action: 'import.started',
    subjectKind: 'import',
    subjectId: input.importId,
    changes: { filename },
  })
  return { jobId: await enqueue(tx, input.importId, 'import.run', by) }
}

/** Stops an import. Products that are in the shop by then stay. */
export async function cancelImport(tx: TenantTx, importId: string, by: By): Promise<void> {
  const { jobId, filename } = await lockImport(tx, importId, ['uploaded', 'checking', 'checked', 'running'])
  await setImportStatus(tx, importId, 'cancelled')
  await audit(tx, by, { action: 'import.cancelled', subjectKind: 'import', subjectId: importId, changes: { filename } })
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from jobs where tenant_id = ${tx.tenantId}::uuid and id = ${jobId}::uuid and status in ('ready', 'running')`
  if (jobId && rows.length > 0) await cancelJob(tx, jobId)
}

async function enqueue(tx: TenantTx, importId: string, kind: 'import.check' | 'import.run', by: By): Promise<string> {
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
