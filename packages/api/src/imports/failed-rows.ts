import { stringify } from 'csv-stringify/sync'
import type { TenantTx } from '@souk/db'
import type { ImportField } from '../basics/index.ts'
import { LINE_COLUMN, REASON_COLUMN } from './fix-rows.ts'
import { readFixes } from './gather-file.ts'
import { lockImport } from './lock-import.ts'
import { dataRows } from './map-records.ts'

/** Cells that a spreadsheet would run as a formula get an apostrophe; reading the file back takes it away again. */
const asCsv = (rows: string[][]): string =>
  `\ufeff${stringify(rows, { escape_formulas: true, record_delimiter: 'windows' })}`

/** The rows of an import that failed, with their lines and reasons, as a file that can be put right and sent back. */
export async function failedRowsCsv(
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  pathOf: (fileId: string) => Promise<string>,
  importId: string,
): Promise<{ filename: string; csv: string }> {
  const { found, fixes, failed } = await inTenant(async (tx) => ({
    found: await lockImport(tx, importId),
    fixes: await readFixes(tx, importId),
    failed: await tx.$queryRaw<{ line: number; lines: number[]; reason: string }[]>`
      select line, lines, coalesce(reason, '') as reason from import_rows
      where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and outcome = 'error' order by line`,
  }))
  const reasons = new Map(failed.flatMap(({ line, lines, reason }) => [line, ...lines].map((one) => [one, reason])))
  const rows = [[LINE_COLUMN, REASON_COLUMN, ...found.reading.header]]
  if (reasons.size > 0) {
    for await (const { line, cells } of dataRows({ path: await pathOf(found.fileId), reading: found.reading, fixes })) {
      const reason = reasons.get(line)
      if (reason !== undefined) rows.push([String(line), reason, ...cells])
    }
  }
  const name = found.filename.replace(/\.[^.]+$/, '')
  return { filename: `${name}-failed-rows.csv`, csv: asCsv(rows) }
}

/** An empty file of a kind: its header and two rows that show what goes where. */
export const templateCsv = (fields: ImportField[]): string =>
  asCsv([fields.map(({ label }) => label), ...[0, 1].map((row) => fields.map(({ examples }) => examples[row] ?? ''))])
