import { createHash, randomUUIDv7 } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import type { By } from './audit.ts'
import { fileKey, placeAt } from './file-place.ts'
import { FileRefused, prepareFile, type PreparedFile } from './file-prepare.ts'
import { FILE_RULES, type FilePurpose } from './file-purpose.ts'

export type StoredFile = {
  id: string
  purpose: FilePurpose
  filename: string
  mime: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  animated: boolean
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

/**
 * Keeps a file. The bytes are in their place, complete, before the row that names them can commit; a transaction that rolls
 * back leaves a file nobody knows, never a row without its file. A public picture is named by its content, so its address
 * never shows anything else, and the same one is stored once. Throws FileRefused, also when the shop has no room left.
 */
export async function saveFile(tx: TenantTx, filesDir: string, input: SaveFile): Promise<StoredFile> {
  const prepared = input.prepared ?? (await prepareFile(input.purpose, input.bytes))
  const sha256 = createHash('sha256').update(prepared.bytes).digest('hex')
  const isPublic = FILE_RULES[input.purpose].public
  const id = isPublic ? idOfContent(input.purpose, prepared.bytes) : randomUUIDv7()
  const twin = isPublic ? await findTwin(tx, input.purpose, sha256) : null
  if (twin) return twin
  await refuseWithoutRoom(tx, prepared.bytes.byteLength)
  await placeAt(filesDir).write(fileKey(tx.tenantId, id), prepared.bytes)
  const file = {
    id,
    purpose: input.purpose,
    filename: cleanName(input.filename),
    mime: prepared.mime,
    bytes: prepared.bytes.byteLength,
    sha256,
    width: prepared.width,
    height: prepared.height,
    animated: prepared.animated ?? false,
  }
  // Two people may send the same picture at the same moment: it is one row, and both have it.
  await tx.storedFile.createMany({
    data: [{ tenantId: tx.tenantId, ...file, thumbhash: prepared.thumbhash ?? null, createdBy: input.by.id }],
    skipDuplicates: true,
  })
  return file
}

/** Uploads of the same moment do not see each other, so a shop may end up a few files above its limit, never far. */
async function refuseWithoutRoom(tx: TenantTx, bytes: number): Promise<void> {
  const rows = await tx.$queryRaw<{ full: boolean; max: bigint }[]>`
    select coalesce((select sum(f.bytes) from stored_files f where f.tenant_id = t.id), 0) + ${bytes} > t.file_bytes_max as full,
      t.file_bytes_max as max
    from tenants t where t.id = ${tx.tenantId}::uuid`
  if (!rows[0]?.full) return
  const gigabytes = Number((Number(rows[0].max) / 1e9).toFixed(1))
  throw new FileRefused(`There is no room left: a shop may store ${gigabytes} GB. Remove what is no longer shown.`)
}

/** A UUIDv8 of what a file is for and what is in it. */
function idOfContent(purpose: FilePurpose, bytes: Uint8Array): string {
  const digest = createHash('sha256').update(purpose).update(bytes).digest()
  digest[6] = (digest[6]! & 0x0f) | 0x80
  digest[8] = (digest[8]! & 0x3f) | 0x80
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The row of a tenant's file, or null. Another tenant's file is not there. */
export async function findFile(tx: TenantTx, fileId: string): Promise<StoredFile | null> {
  if (!UUID.test(fileId)) return null
  const rows = await tx.$queryRaw<StoredFile[]>`
    select id, purpose, filename, mime, bytes, sha256, width, height, animated from stored_files
    where tenant_id = ${tx.tenantId}::uuid and id = ${fileId}::uuid`
  return rows[0] ?? null
}

/** A file that is there already is held, so that it cannot be removed as unused before its new user has committed. */
async function findTwin(tx: TenantTx, purpose: FilePurpose, sha256: string): Promise<StoredFile | null> {
  const rows = await tx.$queryRaw<StoredFile[]>`
    select id, purpose, filename, mime, bytes, sha256, width, height, animated from stored_files
    where tenant_id = ${tx.tenantId}::uuid and purpose = ${purpose} and sha256 = ${sha256} order by id limit 1 for key share`
  return rows[0] ?? null
}

/** The last part of a name without control characters; it is shown and offered for download, never used as a path. */
function cleanName(filename: string): string {
  const last = filename.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(-120) || 'file'
}
