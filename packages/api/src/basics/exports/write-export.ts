import type { TenantTx } from '@souk/db'
import { Refusal } from '../../refusal.ts'
import type { AnyList } from '../lists/list-spec.ts'
import { listIds } from '../lists/read-list.ts'
import { writeCsv } from './csv-rows.ts'
import { cellOf, type Cell } from './cell.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { ExportPlan } from './export-plan.ts'
import { writeExportFile, type WrittenFile } from './write-export-file.ts'
import { SHEET_ROWS_MAX, writeXlsx } from './xlsx-rows.ts'

const ROWS_A_PAGE = 500
const PAGES_A_COLLECTION = 8

/** A list is larger than a sheet; the sentence names the way out. */
export class TooLargeForSheet extends Refusal {
  constructor() {
    super(422, 'too_large_for_sheet', 'An Excel sheet holds 1,048,576 rows. Export as CSV, or narrow the list.', {
      fields: { format: 'An Excel sheet holds 1,048,576 rows. Export as CSV, or narrow the list.' },
    })
  }
}

export type ExportDoors = {
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>
  filesDir: string
  tenantId: string
  /** Called after each page with the rows written so far; what it throws ends the export. */
  told?: (rows: number) => Promise<void>
}

/**
 * Writes a list to a file, page by page behind a cursor: memory holds two pages at most, however long the list is, and no
 * transaction lasts longer than a page.
 */
export async function writeExport(
  doors: ExportDoors,
  list: AnyList,
  plan: ExportPlan,
): Promise<WrittenFile & { rows: number }> {
  const style = await doors.inTenant((tx) => readStyle(tx, plan.options.timeZone))
  const columns = plan.columns.map(({ key }) => list.columns[key]!)
  const header = plan.columns.map(({ label }) => label)
  let count = 0
  let pages = 0
  async function* rows(): AsyncGenerator<Cell[]> {
    let after: string | null = null
    do {
      const page = await doors.inTenant((tx) => readPage(tx, list, plan.query, after))
      for (const row of page.rows) {
        if (plan.format === 'xlsx' && count + 1 >= SHEET_ROWS_MAX) throw new TooLargeForSheet()
        count++
        yield columns.map(({ kind, value }) => cellOf(kind, value(row), style))
      }
      after = page.next
      if (++pages % PAGES_A_COLLECTION === 0) collectGarbage()
      await doors.told?.(count)
    } while (after !== null)
  }
  const file = await writeExportFile(doors.filesDir, doors.tenantId, (out) =>
    plan.format === 'xlsx'
      ? writeXlsx(out, header, rows(), style)
      : writeCsv(out, header, rows(), { ...style, delimiter: plan.options.delimiter }),
  )
  return { ...file, rows: count }
}

async function readPage(
  tx: TenantTx,
  list: AnyList,
  query: ExportPlan['query'],
  after: string | null,
): Promise<{ rows: { id: string }[]; next: string | null }> {
  const { ids, next } = await listIds(tx, list, query, { after, limit: ROWS_A_PAGE })
  const read = new Map((ids.length > 0 ? await list.read(tx, ids) : []).map((row) => [row.id, row]))
  return { rows: ids.flatMap((id) => read.get(id) ?? []), next }
}

async function readStyle(tx: TenantTx, timeZone: string | undefined): Promise<{ decimals: number; timeZone: string }> {
  const rows = await tx.$queryRaw<{ currency: string; timeZone: string }[]>`
    select currency, time_zone as "timeZone" from tenants where id = ${tx.tenantId}::uuid`
  const { currency, timeZone: ofShop } = rows[0]!
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return { decimals: format.resolvedOptions().maximumFractionDigits ?? 2, timeZone: timeZone ?? ofShop }
}
