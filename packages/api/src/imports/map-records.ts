import { COLUMN_NAMES, unguardFormula, type BadRow, type CellRecord, type Cells } from '../basics/index.ts'
import type { Mapping } from './guess-mapping.ts'
import { readTable, TableUnreadable, type Reading, type TableRow } from './read-table.ts'

export type TableSource = { path: string; reading: Reading; fixes: ReadonlyMap<number, string[]> }

/** The rows below the header, each as somebody put it right when somebody did. */
export async function* dataRows({ path, reading, fixes }: TableSource): AsyncGenerator<TableRow & { width: number }> {
  let place = 0
  let width = 0
  for await (const row of readTable(path, reading)) {
    if (++place === reading.headerRow) width = row.cells.length
    if (place > reading.headerRow) yield { line: row.line, cells: fixes.get(row.line) ?? row.cells, width }
  }
  if (place <= reading.headerRow) throw new TableUnreadable('This file has a header and no rows below it.')
}

/**
 * The rows of a file as cells by field. A row with more or fewer cells than the header is told in `malformed` and left out:
 * nobody can say which of its cells is which.
 */
export async function* mapRecords(
  source: TableSource & { mapping: Mapping; header: string[] },
  malformed: BadRow[],
): AsyncGenerator<CellRecord> {
  const columns = Object.entries(source.mapping)
  const names = Object.fromEntries(columns.map(([field, at]) => [field, (source.header[at] ?? field).trim()]))
  // Exports put an apostrophe before what a spreadsheet would run as a formula; a formula itself is text like any other.
  for await (const { line, cells, width } of dataRows(source)) {
    const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1
    if (filled > width || cells.length < width) {
      const reason = `This row has ${Math.max(filled, cells.length)} cells where the header has ${width}.`
      malformed.push({ line, handle: null, reason })
      continue
    }
    const record: Cells = Object.fromEntries(columns.map(([field, at]) => [field, unguardFormula(cells[at] ?? '')]))
    record[COLUMN_NAMES] = names
    yield { line, cells: record }
  }
}
