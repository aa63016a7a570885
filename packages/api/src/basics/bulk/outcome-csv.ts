import type { TenantTx } from '@souk/db'
import { stringify } from 'csv-stringify/sync'
import { guardFormula } from '../exports/formula-guard.ts'
import type { BulkValue } from './bulk-action.ts'
import { listBulkRows, type BulkRowState } from './read-bulk-runs.ts'

const ROWS_A_PAGE = 1000
const HEADER = ['Record', 'Id', 'Outcome', 'Reason', 'Field', 'Before', 'After']

/**
 * What came of each record of a run as CSV, piece by piece: a line for each field that changed, and one for each record
 * that was left with its reason. Amounts are decimal.
 */
export async function* outcomeCsv(
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  input: { runId: string; decimals: number },
): AsyncGenerator<string> {
  yield stringify([HEADER], { bom: true, record_delimiter: 'windows' })
  let after: string | undefined
  for (;;) {
    const rows = await inTenant((tx) => listBulkRows(tx, { runId: input.runId, after, limit: ROWS_A_PAGE }))
    if (rows.length > 0) {
      yield stringify(
        rows.flatMap((row) => linesOf(row, input.decimals)),
        { record_delimiter: 'windows' },
      )
    }
    if (rows.length < ROWS_A_PAGE) return
    after = rows.at(-1)!.id
  }
}

function linesOf(row: BulkRowState, decimals: number): string[][] {
  const head = [guardFormula(row.label), row.id, row.outcome, row.reason ?? '']
  const fields = Object.keys(row.after ?? {})
  if (fields.length === 0) return [[...head, '', '', '']]
  return fields.map((field) => {
    const told = (value: BulkValue | undefined) => valueText(field, value, decimals)
    return [...head, field.replace(/Minor$/, ''), told(row.before?.[field]), told(row.after?.[field])]
  })
}

function valueText(field: string, value: BulkValue | undefined, decimals: number): string {
  if (value === null || value === undefined) return ''
  if (field.endsWith('Minor')) return decimalText(String(value), decimals)
  return guardFormula(Array.isArray(value) ? value.join(', ') : String(value))
}

function decimalText(minor: string, decimals: number): string {
  if (decimals === 0) return minor
  const digits = minor.padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
