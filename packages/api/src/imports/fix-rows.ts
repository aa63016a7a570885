import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { firstRows } from './detect-reading.ts'
import { detectEncoding } from './detect-encoding.ts'
import { readFixes } from './gather-file.ts'
import { lockImport, setImportStatus, type LockedImport } from './lock-import.ts'
import { dataRows } from './map-records.ts'
import { readTable, type Reading } from './read-table.ts'
import { enqueueStep } from './start-import.ts'

type InTenant = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
type Fix = { line: number; cells: string[] }

/** What a row of the failed rows is found by in the file that comes back. */
export const LINE_COLUMN = 'Line'
export const REASON_COLUMN = 'Reason'
const FIXABLE = ['checked', 'done'] as const

/** The lines that may be put right: those that failed, and all lines of a product that did. */
async function failedLines(tx: TenantTx, importId: string): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ line: number }[]>`
    select line from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and outcome = 'error'
    union
    select unnest(lines) from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and outcome = 'error'`
  return new Set(rows.map(({ line }) => line))
}

/**
 * Puts cells of failed rows right, as they were typed on the screen: place of the column to its new text. The other cells
 * stay as they are in the file. Only these rows are checked, or run, again.
 */
export async function fixCells(
  inTenant: InTenant,
  pathOf: (fileId: string) => Promise<string>,
  input: { importId: string; rows: { line: number; cells: Record<string, string> }[] },
  by: By,
): Promise<{ jobId: string }> {
  const { found, fixes } = await inTenant(async (tx) => ({
    found: await lockImport(tx, input.importId, [...FIXABLE]),
    fixes: await readFixes(tx, input.importId),
  }))
  const wanted = new Map(input.rows.map(({ line, cells }) => [line, cells]))
  const made: Fix[] = []
  for await (const { line, cells, width } of dataRows({
    path: await pathOf(found.fileId),
    reading: found.reading,
    fixes,
  })) {
    const typed = wanted.get(line)
    if (!typed) continue
    const full = Array.from({ length: width }, (_, at) => typed[String(at)] ?? cells[at] ?? '')
    made.push({ line, cells: full })
    if (made.length === wanted.size) break
  }
  return inTenant((tx) => saveFixes(tx, input.importId, made, by))
}

/** The same from a file: the failed rows as they were downloaded, put right. Rows are known by their line. */
export async function fixFromFile(
  inTenant: InTenant,
  input: { importId: string; bytes: Uint8Array },
  by: By,
): Promise<{ jobId: string; rows: number }> {
  const found = await inTenant((tx) => lockImport(tx, input.importId, [...FIXABLE]))
  const made = await readFixFile(found, input.bytes)
  const { jobId } = await inTenant((tx) => saveFixes(tx, input.importId, made, by))
  return { jobId, rows: made.length }
}

async function readFixFile(found: LockedImport, bytes: Uint8Array): Promise<Fix[]> {
  const reading = await readingOf(bytes)
  const { header } = found.reading
  let places: number[] | undefined
  const made: Fix[] = []
  for await (const { cells } of readTable(bytes, reading)) {
    if (!places) {
      places = header.map((name, at) =>
        cells.findIndex((cell, place) => cell === name && timesBefore(cells, place) === timesBefore(header, at)),
      )
      if (cells[0] !== LINE_COLUMN || places.includes(-1))
        throw refused('These are not the failed rows of this import. Download them and keep the column Line.')
      continue
    }
    const line = Number(cells[0])
    if (!Number.isInteger(line)) throw refused(`"${cells[0]}" in the column Line is not the number of a line.`)
    made.push({ line, cells: places.map((place) => cells[place] ?? '') })
  }
  return made
}

/** How often a name stands before a place: a header may hold the same name twice. */
const timesBefore = (names: string[], at: number): number =>
  names.slice(0, at).filter((name) => name === names[at]).length

const refused = (sentence: string) => new InvalidInput({ file: sentence })

async function readingOf(bytes: Uint8Array): Promise<Reading> {
  const plain = { encoding: detectEncoding(bytes), quote: '"', headerRow: 1 }
  for (const delimiter of [',', ';', '\t']) {
    const [first] = await firstRows(bytes, { ...plain, delimiter }, 1)
    if (first?.cells[0] === LINE_COLUMN) return { ...plain, delimiter }
  }
  throw refused('These are not the failed rows of this import. Download them and keep the column Line.')
}

async function saveFixes(tx: TenantTx, importId: string, fixes: Fix[], by: By): Promise<{ jobId: string }> {
  const found = await lockImport(tx, importId, [...FIXABLE])
  const failed = await failedLines(tx, importId)
  const stray = fixes.find(({ line }) => !failed.has(line))
  if (stray) throw refused(`Line ${stray.line} is not among the failed rows.`)
  if (fixes.length === 0) throw refused('There is no row to put right.')
  const clean = fixes.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.replaceAll('\0', '')) }))
  await tx.$executeRaw`
    insert into import_fixes (tenant_id, import_id, line, cells)
    select ${tx.tenantId}::uuid, ${importId}::uuid, line, cells
    from jsonb_to_recordset(${JSON.stringify(clean)}::jsonb) as f(line int, cells text[])
    on conflict (tenant_id, import_id, line) do update set cells = excluded.cells, applied = false`
  const changes = { filename: found.filename, rows: fixes.length }
  await audit(tx, by, { action: 'import.rows_fixed', subjectKind: 'import', subjectId: importId, changes })
  const again = found.status === 'checked' ? ('checking' as const) : ('running' as const)
  await setImportStatus(tx, importId, again)
  return { jobId: await enqueueStep(tx, importId, again === 'checking' ? 'import.check' : 'import.run', by) }
}
