import { readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import { filePath, writeWhole, type StoredFile } from './file-store.ts'

export const PICTURE_WIDTHS = [320, 640, 960, 1280, 1600] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]
export type PictureFormat = 'avif' | 'webp'

/** The bytes of a tenant's file as they were stored. */
export const openFile = (filesDir: string, tenantId: string, file: Pick<StoredFile, 'id'>): Promise<Buffer> =>
  readFile(filePath(filesDir, tenantId, file.id))

const making = new Map<string, Promise<Buffer>>()

/**
 * A picture at one of the standard widths, never larger than it is. Made once, kept beside the original under a name that
 * says how it was made; requests for one that is being made wait for it.
 */
export async function openPicture(
  filesDir: string,
  tenantId: string,
  file: Pick<StoredFile, 'id'>,
  want: { width: PictureWidth; format: PictureFormat },
): Promise<Buffer> {
  const original = filePath(filesDir, tenantId, file.id)
  const path = `${original}.w${want.width}.${want.format}`
  if (await isThere(path)) return readFile(path)
  const running = making.get(path)
  if (running) return running
  const made = makeVariant(original, path, want).finally(() => making.delete(path))
  making.set(path, made)
  return made
}

async function makeVariant(
  original: string,
  path: string,
  want: { width: number; format: PictureFormat },
): Promise<Buffer> {
  const picture = sharp(await readFile(original), { limitInputPixels: 50_000_000 }).resize({
    width: want.width,
    withoutEnlargement: true,
  })
  const encoded =
    want.format === 'avif' ? picture.avif({ quality: 52, effort: 2 }) : picture.webp({ quality: 78, effort: 3 })
  const bytes = await encoded.toBuffer()
  await writeWhole(path, bytes)
  return bytes
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
