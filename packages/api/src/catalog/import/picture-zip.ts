import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { FileRefused } from '../../basics/index.ts'
import { nameKeys } from './picture-name.ts'

const ENTRIES_MAX = 5_000
const ENTRY_BYTES_MAX = 15_000_000
const ALL_BYTES_MAX = 1_000_000_000

/** The pictures of an uploaded zip by the names under which a file may ask for them. */
export type PictureZip = { count: number; find: (url: string) => Promise<Buffer | null>; close: () => void }

/**
 * Reads what a zip holds, without unpacking it. Refuses a zip with too many entries, one that unpacks to too much, and one
 * with a name that climbs out of its folder. Throws FileRefused.
 */
export async function openPictureZip(path: string): Promise<PictureZip> {
  const zip = await yauzl
    .openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true })
    .catch(refuse)
  const exact = new Map<string, Entry>()
  const loose = new Map<string, Entry>()
  let count = 0
  let bytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (++count > ENTRIES_MAX) throw new FileRefused(`This zip holds more than ${ENTRIES_MAX} files.`, 'pictures')
      bytes += entry.uncompressedSize
      if (bytes > ALL_BYTES_MAX) throw new FileRefused('This zip unpacks to more than 1 GB.', 'pictures')
      if (entry.fileName.endsWith('/') || entry.isEncrypted() || !/\.(jpe?g|png|webp|avif|gif)$/i.test(entry.fileName))
        continue
      const keys = nameKeys(entry.fileName)
      if (!exact.has(keys.exact)) exact.set(keys.exact, entry)
      if (!loose.has(keys.loose)) loose.set(keys.loose, entry)
    }
  } catch (cause) {
    zip.close()
    return refuse(cause)
  }
  const find = async (url: string): Promise<Buffer | null> => {
    const keys = nameKeys(url)
    const entry = exact.get(keys.exact) ?? loose.get(keys.loose)
    return entry ? unpack(zip, entry) : null
  }
  return { count: exact.size, find, close: () => zip.close() }
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer | null> {
  if (entry.uncompressedSize > ENTRY_BYTES_MAX) return null
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function refuse(cause: unknown): never {
  if (cause instanceof FileRefused) throw cause
  const climbs =
    cause instanceof Error && /relative path|absolute path|invalid characters|backslash/i.test(cause.message)
  throw new FileRefused(
    climbs ? 'This zip holds a file whose name leads out of its folder.' : 'This zip is damaged.',
    'pictures',
  )
}
