import type { BadRow, CellRecord, Gathered, ImportUnit } from './importer.ts'
import { BadCell, type Cells } from './read-cells.ts'

/**
 * Gathers a file in which each line is a record of its own. A bad line is told and left out alone; a record that is named
 * twice is taken once.
 */
export async function gatherRows<U extends ImportUnit>(
  records: AsyncIterable<CellRecord>,
  read: (cells: Cells, line: number) => U,
): Promise<Gathered<U>> {
  const found = new Map<string, U>()
  const errors: BadRow[] = []
  for await (const { line, cells } of records) {
    try {
      const unit = read(cells, line)
      const twin = found.get(unit.key)
      if (twin) errors.push({ line, handle: unit.title, reason: `${unit.title} is on line ${twin.line} already.` })
      else found.set(unit.key, unit)
    } catch (cause) {
      if (!(cause instanceof BadCell)) throw cause
      errors.push({ line, handle: null, reason: `${cause.message}.` })
    }
  }
  return { units: [...found.values()], errors, skipped: [] }
}
