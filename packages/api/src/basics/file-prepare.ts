import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { Refusal } from '../refusal.ts'
import { FILE_RULES, type FilePurpose } from './file-purpose.ts'

/** Thrown when a file is not what it has to be. The sentence names what to send instead. */
export class FileRefused extends Refusal {
  constructor(sentence: string, field = 'file') {
    super(422, 'file_refused', sentence, { fields: { [field]: sentence } })
  }
}

/** Bytes that may be stored as they are: of a known type, and of a picture only what its pixels say. */
export type PreparedFile = { bytes: Buffer; mime: string; width: number | null; height: number | null }

/** A picture that unpacks to more pixels than this is refused before it is unpacked: a small file can name a huge one. */
const PIXELS_MAX = 50_000_000
/** The longest side that is kept; nothing on any screen is larger. */
const SIDE_MAX = 3200
const PICTURES = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
} as const

/**
 * Checks an uploaded file by its content, never by its name or its declared type. A picture is decoded and written anew,
 * so that no metadata (place, camera, a hidden script) and no second file inside it survives. Throws FileRefused.
 */
export async function prepareFile(purpose: FilePurpose, upload: Uint8Array): Promise<PreparedFile> {
  const rule = FILE_RULES[purpose]
  if (upload.byteLength === 0) throw new FileRefused('This file is empty.')
  if (upload.byteLength > rule.bytesMax) {
    throw new FileRefused(`This file is larger than ${rule.bytesMax / 1_000_000} MB. Send a smaller one.`)
  }
  const bytes = Buffer.from(upload.buffer, upload.byteOffset, upload.byteLength)
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (rule.kind === 'picture') return preparePicture(bytes, mime)
  if (rule.kind === 'zip') {
    if (mime !== 'application/zip') throw new FileRefused('This is not a zip file.')
    return { bytes, mime, width: null, height: null }
  }
  if (mime !== undefined || bytes.subarray(0, 4096).includes(0)) {
    throw new FileRefused('This is not a text file. Export the table as CSV.')
  }
  return { bytes, mime: 'text/csv', width: null, height: null }
}

async function preparePicture(bytes: Buffer, mime: string | undefined): Promise<PreparedFile> {
  const format = PICTURES[mime as keyof typeof PICTURES]
  if (!mime || !format) throw new FileRefused('Send a picture as JPEG, PNG, WebP, AVIF or GIF.')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS_MAX, animated: format === 'gif' })
      .autoOrient()
      .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
      .toFormat(format, format === 'jpeg' ? { quality: 88 } : {})
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, mime, width: info.width, height: info.pageHeight ?? info.height }
  } catch (cause) {
    const tooLarge = cause instanceof Error && /pixel limit/i.test(cause.message)
    throw new FileRefused(
      tooLarge ? 'This picture has too many pixels. Send one of at most 50 megapixels.' : 'This picture is damaged.',
    )
  }
}
