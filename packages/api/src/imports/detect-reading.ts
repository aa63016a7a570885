import type { ImportField } from '../basics/index.ts'
import { detectEncoding, type Encoding } from './detect-encoding.ts'
import { guessMapping } from './guess-mapping.ts'
import { readTable, TableUnreadable, type Reading, type TableRow } from './read-table.ts'

export const DELIMITERS = [',', ';', '\t', '|']
const ROWS_LOOKED_AT = 10
const HEAD_BYTES = 64_000

/** Finds out how a file is written: its encoding, what parts and quotes its cells, and which row names its columns. */
export async function detectReading(bytes: Uint8Array, fields: ImportField[]): Promise<Reading> {
  const encoding = detectEncoding(bytes)
  const lines = headLines(bytes, encoding)
  const delimiter = bestOf(DELIMITERS, (mark) => sum(lines.map((line) => partsOutsideQuotes(line, mark))))
  const quote = bestOf(['"', "'"], (mark) => sum(lines.map((line) => quotedCells(line, delimiter, mark))))
  const reading = { encoding, delimiter, quote, headerRow: 1 }
  const rows = await firstRows(bytes, reading)
  return { ...reading, headerRow: headerRowOf(rows, fields) }
}

/** The first rows of a file, whatever they hold. */
export async function firstRows(
  source: string | Uint8Array,
  reading: Reading,
  limit = ROWS_LOOKED_AT,
): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of readTable(source, reading)) {
    rows.push(row)
    if (rows.length >= limit) break
  }
  return rows
}

function headerRowOf(rows: TableRow[], fields: ImportField[]): number {
  const known = rows.map(({ cells }) => Object.keys(guessMapping(cells, fields)).length)
  const most = Math.max(...known, 0)
  if (most > 0) return known.indexOf(most) + 1
  const wide = rows.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1)
  if (rows.length === 0) throw new TableUnreadable('This file has no rows.')
  return Math.max(0, wide) + 1
}

function headLines(bytes: Uint8Array, encoding: Encoding): string[] {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, HEAD_BYTES), { stream: true })
  return head.split(/\r\n|\r|\n/, ROWS_LOOKED_AT)
}

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
const bestOf = (marks: string[], scoreOf: (mark: string) => number): string => {
  const scores = marks.map(scoreOf)
  return marks[scores.indexOf(Math.max(...scores))]!
}

function partsOutsideQuotes(line: string, mark: string): number {
  let open = false
  let count = 0
  for (const char of line) {
    if (char === '"') open = !open
    else if (char === mark && !open) count++
  }
  return count
}

const quotedCells = (line: string, delimiter: string, mark: string): number =>
  line.split(delimiter).filter((cell) => cell.length > 1 && cell.startsWith(mark) && cell.endsWith(mark)).length
