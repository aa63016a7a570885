import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { Refusal } from '../refusal.ts'
import { FILE_RULES, type FilePurpose } from './file-purpose.ts'

/** Thrown when a file is not what it has to be. The sentence names what to send instead. */
export class FileRefused extends Refusal {
  constructor(sentence: string, field = 'file') {
    super(422, 'file_refused', sentence, { fields: { [field]: sentence } })
  }
}

/** Bytes that may be stored as they are: of a known type, and of a picture only what its pixels say. */
export type PreparedFile = {
  bytes: Buffer
  mime: string
  width: number | null
  height: number | null
  animated?: boolean
  /** A likeness of a picture in some twenty bytes, as base64. */
  thumbhash?: string
}

/** A picture that unpacks to more pixels than this is refused before it is unpacked: a small file can name a huge one. */
const PIXELS_MAX = 50_000_000
/** The same of all frames of an animation together. */
const FRAMES_PIXELS_MAX = 100_000_000
/** The longest side that is kept; nothing on any screen is larger. */
const SIDE_MAX = 3200
/** The longest side that a likeness is made from. */
const LIKENESS_SIDE = 100
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
  // What a shop sells stays as it is, to the last byte; it is only ever offered as a download.
  if (rule.kind === 'goods') return { bytes, mime: mime ?? 'application/octet-stream', width: null, height: null }
  if (rule.kind === 'attachment' && mime === 'application/pdf') return { bytes, mime, width: null, height: null }
  if (rule.kind === 'picture' || rule.kind === 'attachment') return preparePicture(bytes, mime)
  if (rule.kind === 'zip') {
    if (mime !== 'application/zip') throw new FileRefused('This is not a zip file.')
    return { bytes, mime, width: null, height: null }
  }
  if (mime === SHEET) return { bytes, mime, width: null, height: null }
  if (mime !== undefined || !looksLikeText(bytes)) {
    throw new FileRefused('This is not a table. Export it as CSV or as an Excel workbook (.xlsx).')
  }
  return { bytes, mime: 'text/csv', width: null, height: null }
}

export const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Text holds no zero bytes, but for UTF-16, where every second byte of plain words is one. */
function looksLikeText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096)
  if (!head.includes(0)) return true
  const zeros = [0, 1].map((side) => head.filter((byte, index) => index % 2 === side && byte === 0).length)
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return marked || (head.length >= 8 && Math.min(...zeros) === 0 && Math.max(...zeros) > head.length / 6)
}

async function preparePicture(bytes: Buffer, mime: string | undefined): Promise<PreparedFile> {
  const format = PICTURES[mime as keyof typeof PICTURES]
  if (!mime || !format) throw new FileRefused('Send a picture as JPEG, PNG, WebP, AVIF or GIF.')
  try {
    const head = await sharp(bytes, { limitInputPixels: PIXELS_MAX }).metadata()
    const frames = head.pages ?? 1
    if (head.width * head.height > PIXELS_MAX || head.width * head.height * frames > FRAMES_PIXELS_MAX) throw tooLarge()
    const animated = frames > 1 && (format === 'gif' || format === 'webp')
    const { data, info } = await decode(bytes, animated)
      .resize({ width: SIDE_MAX, height: SIDE_MAX, fit: 'inside', withoutEnlargement: true })
      .toFormat(format, format === 'jpeg' ? { quality: 88 } : {})
      .toBuffer({ resolveWithObject: true })
    const height = info.pageHeight ?? info.height
    return { bytes: data, mime, width: info.width, height, animated, thumbhash: await likenessOf(data) }
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooLarge()
    throw new FileRefused('This picture is damaged.')
  }
}

/** Upright, in the colours of screens with eight bits each, whatever a camera, a printer's CMYK or a scanner's sixteen said. */
const decode = (bytes: Buffer, animated: boolean): Sharp =>
  sharp(bytes, { limitInputPixels: FRAMES_PIXELS_MAX, animated }).autoOrient().toColourspace('srgb')

const tooLarge = () => new FileRefused('This picture has too many pixels. Send one of at most 50 megapixels.')

async function likenessOf(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .resize({ width: LIKENESS_SIDE, height: LIKENESS_SIDE, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
