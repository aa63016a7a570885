import yauzl from 'yauzl'
import { FileRefused } from '../basics/index.ts'

const SHEET_BYTES_MAX = 10_000_000
const UNPACKED_BYTES_MAX = 120_000_000
const ROWS_MAX = 50_100

/**
 * The first sheet of an Excel workbook as CSV. Formulas are not run: what counts is the value Excel kept with them. A
 * workbook is a zip, so what it unpacks to is looked at before anything is unpacked.
 */
export async function sheetToCsv(bytes: Buffer): Promise<Buffer> {
  if (bytes.byteLength > SHEET_BYTES_MAX)
    throw new FileRefused('An Excel workbook may have up to 10 MB. Save it as CSV, which may have 32 MB.')
  await checkUnpacked(bytes)
  const { read, utils } = await import('@e965/xlsx')
  try {
    const book = read(bytes, { type: 'buffer', dense: true, sheetRows: ROWS_MAX, cellFormula: false, cellHTML: false })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    if (!sheet) throw new FileRefused('This workbook has no sheet.')
    return Buffer.from(utils.sheet_to_csv(sheet, { rawNumbers: true, blankrows: true }))
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause
    throw new FileRefused('This workbook is damaged or locked with a password.')
  }
}

async function checkUnpacked(bytes: Buffer): Promise<void> {
  let unpacked = 0
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
    for await (const entry of zip.eachEntry()) unpacked += entry.uncompressedSize
  } catch {
    throw new FileRefused('This workbook is damaged.')
  }
  if (unpacked > UNPACKED_BYTES_MAX) throw new FileRefused('This workbook unpacks to more than 120 MB. Save it as CSV.')
}
