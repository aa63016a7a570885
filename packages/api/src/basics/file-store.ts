import { createHash, randomUUID, randomUUIDv7 } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TenantTx } from '@souk/db'
import type { By } from './audit.ts'
import { prepareFile, type PreparedFile } from './file-prepare.ts'
import type { FilePurpose } from './file-purpose.ts'

export type StoredFile = {
  id: string
  purpose: FilePurpose
  filename: string
  mime: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
}

export type SaveFile = {
  purpose: FilePurpose
  filename: string
  bytes: Uint8Array
  by: Pick<By, 'id'>
  /** From `prepareFile`, when the caller decoded the picture before it opened the transaction. */
  prepared?: PreparedFile
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Where a tenant's file lies. The last two digits spread the files; the first ones of a UUIDv7 are a clock. */
export function filePath(filesDir: string, tenantId: string, fileId: string): string {
  if (!UUID.test(tenantId) || !UUID.test(fileId)) throw new TypeError('a file is named by its tenant and its id')
  return join(filesDir, tenantId, fileId.slice(-2), fileId)
}

/**
 * Keeps a file. The bytes are on disk, complete and synced, before the row that names them can commit; a transaction that
 * rolls back leaves a file nobody knows, never a row without its file. A product picture that is there already is not
 * stored twice. Throws FileRefused.
 */
export async function saveFile(tx: TenantTx, filesDir: string, input: SaveFile): Promise<StoredFile> {
  const prepared = input.prepared ?? (await prepareFile(input.purpose, input.bytes))
  const sha256 = createHash('sha256').update(prepared.bytes).digest('hex')
  const twin = input.purpose === 'product' ? await findTwin(tx, sha256) : null
  if (twin) return twin
  const id = randomUUIDv7()
  await writeWhole(filePath(filesDir, tx.tenantId, id), prepared.bytes)
  const file = {
    id,
    purpose: input.purpose,
    filename: cleanName(input.filename),
    mime: prepared.mime,
    bytes: prepared.bytes.byteLength,
    sha256,
    width: prepared.width,
    height: prepared.height,
  }
  await tx.storedFile.create({ data: { tenantId: tx.tenantId, ...file, createdBy: input.by.id } })
  return file
}

/** The row of a tenant's file, or null. Another tenant's file is not there. */
export async function findFile(tx: TenantTx, fileId: string): Promise<StoredFile | null> {
  if (!UUID.test(fileId)) return null
  const rows = await tx.$queryRaw<StoredFile[]>`
    select id, purpose, filename, mime, bytes, sha256, width, height from stored_files
    where tenant_id = ${tx.tenantId}::uuid and id = ${fileId}::uuid`
  return rows[0] ?? null
}

async function findTwin(tx: TenantTx, sha256: string): Promise<StoredFile | null> {
  const rows = await tx.$queryRaw<StoredFile[]>`
    select id, purpose, filename, mime, bytes, sha256, width, height from stored_files
    where tenant_id = ${tx.tenantId}::uuid and purpose = 'product' and sha256 = ${sha256} order by id limit 1`
  return rows[0] ?? null
}

/** Writes under a name of its own first: whoever opens the final name finds all of the bytes or nothing. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.part`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}

/** The last part of a name without control characters; it is shown and offered for download, never used as a path. */
function cleanName(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(-120) || 'file'
}
