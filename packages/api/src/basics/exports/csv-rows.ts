import { pipeline } from 'node:stream/promises'
import { Readable, type Writable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Cell, CellStyle } from './cell.ts'
import { guardFormula } from './formula-guard.ts'
import { localClock } from './local-time.ts'

export type CsvStyle = CellStyle & { delimiter: ',' | ';' | '\t' }

/** With a semicolon between cells, a comma stands in numbers: that is how those spreadsheets are set up. */
const decimalMark = ({ delimiter }: CsvStyle) => (delimiter === ';' ? ',' : '.')

/**
 * Writes rows as CSV in UTF-8 with a byte order mark, without which Excel takes it for another encoding. Texts that a
 * spreadsheet would run are guarded; numbers are not, or they would stop being numbers. Rows are pulled as fast as they are written.
 */
export async function writeCsv(
  out: Writable,
  header: string[],
  rows: AsyncIterable<Cell[]>,
  style: CsvStyle,
): Promise<void> {
  const clock = localClock(style.timeZone)
  const mark = decimalMark(style)
  const textOf = (cell: Cell): string => {
    if (cell === null) return ''
    if (cell.kind === 'date') return new Date(clock(cell.at!)).toISOString().slice(0, 19).replace('T', ' ')
    if (cell.kind === 'money' || cell.kind === 'number') return cell.text.replace('.', mark)
    return cell.kind === 'text' ? guardFormula(cell.text) : cell.text
  }
  async function* records() {
    yield header.map(guardFormula)
    for await (const row of rows) yield row.map(textOf)
  }
  const text = stringify({ bom: true, delimiter: style.delimiter, record_delimiter: 'windows' })
  await pipeline(Readable.from(records(), { highWaterMark: 64 }), text, out)
}
