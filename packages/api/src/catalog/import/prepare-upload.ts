import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileRefused, prepareFile, writeWhole, type PreparedFile } from '../../basics/index.ts'
import { openPictureZip } from './picture-zip.ts'
import { zipPictures } from './zip-pictures.ts'

type Upload = { filename: string; bytes: Uint8Array }

/** The pictures that came with a CSV - one zip, or the files of a folder - as one zip whose contents were checked. */
export async function prepareUpload(uploads: Upload[]): Promise<{ filename: string; zip: PreparedFile } | null> {
  const given = uploads.filter(({ bytes }) => bytes.byteLength > 0)
  const [first] = given
  if (!first) return null
  const isZip = given.length === 1 && /\.zip$/i.test(first.filename)
  const pictures = given.filter(({ filename }) => /\.(jpe?g|png|webp|avif|gif)$/i.test(filename))
  if (!isZip && pictures.length === 0)
    throw new FileRefused('Add pictures as one zip or as a folder of picture files.', 'pictures')
  const bytes = isZip ? first.bytes : zipPictures(pictures)
  const zip = await prepareFile('import-pictures', bytes)
  await checkZip(zip.bytes)
  return { filename: isZip ? first.filename : `${pictures.length} pictures`, zip }
}

async function checkZip(bytes: Buffer): Promise<void> {
  const path = join(tmpdir(), `souk-${randomUUID()}.zip`)
  await writeWhole(path, bytes)
  try {
    const zip = await openPictureZip(path)
    zip.close()
  } finally {
    await rm(path, { force: true })
  }
}
