import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { folderPlace } from './folder-place.ts'
import { s3Place } from './s3-place.ts'

/** Where bytes lie: a folder, or a bucket. A key is made of a tenant's id and a file's, never of what somebody typed. */
export type FilePlace = {
  /** Whoever reads the key finds all of these bytes or what was there before. */
  write: (key: string, bytes: Uint8Array) => Promise<void>
  /** The same for a file that lies on this machine, however large: its bytes are never held in memory. */
  take: (key: string, path: string) => Promise<void>
  /** Null when there is nothing under the key. */
  read: (key: string) => Promise<Buffer | null>
  /** The bytes one after the other; null when there is nothing under the key. */
  stream: (key: string) => Promise<Readable | null>
  /** A path that can be opened for reading, for what is too large to hold in memory; a bucket's file is fetched for it. */
  path: (key: string) => Promise<string>
  remove: (key: string) => Promise<void>
  /** What lies under a tenant, with the moment it was written. */
  list: (tenantId: string) => AsyncIterable<{ key: string; writtenAt: Date }>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const places = new Map<string, FilePlace>()

/** The place that `SOUK_DATA_DIR` names: a folder's path, or `s3://bucket/prefix`. */
export function placeAt(filesDir: string): FilePlace {
  const known = places.get(filesDir)
  if (known) return known
  const place = filesDir.startsWith('s3://') ? s3Place(filesDir, process.env) : folderPlace(filesDir)
  places.set(filesDir, place)
  return place
}

/** Under which key a tenant's file lies. The last two digits spread the files over folders. */
export function fileKey(tenantId: string, fileId: string): string {
  if (!UUID.test(tenantId) || !UUID.test(fileId)) throw new TypeError('a file is named by its tenant and its id')
  return `${tenantId}/${fileId.slice(-2)}/${fileId}`
}

/** Where a tenant's file lies in a local folder. */
export const filePath = (filesDir: string, tenantId: string, fileId: string): string =>
  join(filesDir, ...fileKey(tenantId, fileId).split('/'))
