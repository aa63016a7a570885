import sharp, { type Sharp } from 'sharp'
import { fileKey, placeAt, type FilePlace } from './file-place.ts'
import type { StoredFile } from './file-store.ts'

export const PICTURE_WIDTHS = [320, 640, 960, 1280, 1600] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]
/** What every browser reads is the last; an animation moves in WebP alone. */
export type PictureFormat = 'avif' | 'webp' | 'jpeg'

/** A row whose bytes are gone: a fault of the place, never of a person. */
class FileLost extends Error {
  override name = 'FileLost'
}

/** The bytes of a tenant's file as they were stored. */
export async function openFile(filesDir: string, tenantId: string, file: Pick<StoredFile, 'id'>): Promise<Buffer> {
  const bytes = await placeAt(filesDir).read(fileKey(tenantId, file.id))
  if (!bytes) throw new FileLost(`The bytes of file ${file.id} are not in their place.`)
  return bytes
}

const making = new Map<string, Promise<Buffer>>()

/**
 * A picture at one of the standard widths, never larger than it is. Made once, kept beside the original under a name that
 * says how it was made; requests for one that is being made wait for it.
 */
export async function openPicture(
  filesDir: string,
  tenantId: string,
  file: Pick<StoredFile, 'id'> & { animated?: boolean },
  want: { width: PictureWidth; format: PictureFormat },
): Promise<Buffer> {
  const place = placeAt(filesDir)
  const original = fileKey(tenantId, file.id)
  const key = `${original}.w${want.width}.${want.format}`
  const running = making.get(`${filesDir} ${key}`)
  if (running) return running
  const made = readOrMake(place, original, key, { ...want, animated: file.animated ?? false }).finally(() =>
    making.delete(`${filesDir} ${key}`),
  )
  making.set(`${filesDir} ${key}`, made)
  return made
}

type Want = { width: number; format: PictureFormat; animated: boolean }

async function readOrMake(place: FilePlace, original: string, key: string, want: Want): Promise<Buffer> {
  const kept = await place.read(key)
  if (kept) return kept
  const source = await place.read(original)
  if (!source) throw new FileLost(`The bytes of ${original} are not in their place.`)
  const picture = sharp(source, { limitInputPixels: 100_000_000, animated: want.animated }).resize({
    width: want.width,
    withoutEnlargement: true,
  })
  const bytes = await encode(picture, want.format).toBuffer()
  await place.write(key, bytes)
  return bytes
}

function encode(picture: Sharp, format: PictureFormat): Sharp {
  if (format === 'avif') return picture.avif({ quality: 52, effort: 2 })
  if (format === 'webp') return picture.webp({ quality: 78, effort: 3 })
  return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82 })
}
