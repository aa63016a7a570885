import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Cell, CellStyle } from './cell.ts'
import { localClock } from './local-time.ts'
import { xlsxParts, xmlText } from './xlsx-parts.ts'

/** What a sheet holds at most, its header row included. */
export const SHEET_ROWS_MAX = 1_048_576
const CELL_TEXT_MAX = 32_767
/** Days are counted from the last of 1899 in a workbook. */
const DAY_MS = 86_400_000
const DAYS_TO_1970 = 25_569
/** Rows are joined to pieces of about this many characters, so that the zip is fed in mouthfuls. */
const PIECE = 64_000

/**
 * Writes rows as the one sheet of a workbook: texts inside their cells, numbers as numbers, amounts and moments with a
 * format. The sheet is never held as a whole: rows are pulled as fast as the zip can write them.
 */
export async function writeXlsx(
  out: Writable,
  header: string[],
  rows: AsyncIterable<Cell[]>,
  style: CellStyle,
): Promise<void> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(xlsxParts(style.decimals))) zip.addBuffer(Buffer.from(text), name)
  const sheet = Readable.from(sheetXml(header, rows, style), { highWaterMark: 2 })
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  // A source that breaks has to break the file: yazl itself only tells it on the side.
  const failed = new Promise<never>((_, reject) => {
    sheet.on('error', reject)
    zip.on('error', reject)
  })
  zip.end()
  await Promise.race([pipeline(zip.outputStream, out), failed])
}

async function* sheetXml(header: string[], rows: AsyncIterable<Cell[]>, style: CellStyle): AsyncGenerator<Buffer> {
  const clock = localClock(style.timeZone)
  const columns = header.map((_, index) => columnName(index))
  const headCells: Cell[] = header.map((text) => ({ kind: 'text', text }))
  let piece = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  piece += rowXml(headCells, 1, columns, clock)
  let number = 1
  for await (const row of rows) {
    piece += rowXml(row, ++number, columns, clock)
    if (piece.length > PIECE) {
      yield Buffer.from(piece)
      piece = ''
    }
  }
  yield Buffer.from(`${piece}</sheetData></worksheet>`)
}

function rowXml(cells: Cell[], number: number, columns: string[], clock: (at: Date) => number): string {
  let xml = `<row r="${number}">`
  for (const [index, cell] of cells.entries()) {
    if (cell !== null) xml += cellXml(cell, `${columns[index]}${number}`, clock)
  }
  return `${xml}</row>`
}

function cellXml(cell: NonNullable<Cell>, place: string, clock: (at: Date) => number): string {
  if (cell.kind === 'number') return `<c r="${place}"><v>${cell.text}</v></c>`
  if (cell.kind === 'money') return `<c r="${place}" s="1"><v>${cell.text}</v></c>`
  if (cell.kind === 'date') return `<c r="${place}" s="2"><v>${clock(cell.at!) / DAY_MS + DAYS_TO_1970}</v></c>`
  if (cell.kind === 'boolean') return `<c r="${place}" t="b"><v>${cell.text === 'TRUE' ? 1 : 0}</v></c>`
  const text = xmlText(cell.text.slice(0, CELL_TEXT_MAX))
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

/** A, B, ... Z, AA, AB, ... */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}
