/** A cell whose value cannot be used; the sentence names the column and the value. */
export class BadCell extends Error {
  override name = 'BadCell'
}

/** What the file itself calls the columns, by field, for the sentences about its cells. */
export const COLUMN_NAMES = Symbol('column names')

export type Cells = Record<string, string> & { [COLUMN_NAMES]?: Record<string, string> }

/** Whether the file has a column for a field, and whether this row says something in it. */
export const has = (cells: Cells, column: string): boolean => column in cells
export const says = (cells: Cells, column: string): boolean => (cells[column] ?? '').trim() !== ''

export const text = (cells: Cells, column: string, max = 255): string => {
  const value = (cells[column] ?? '').trim()
  if (value.length > max) throw new BadCell(`${told(cells, column)} is longer than ${max} characters`)
  return value
}

/** An amount in minor units; null when the cell is empty. "1,234.50", "1234.5" and "12,50" are read, "12.345" EUR is not. */
export function money(cells: Cells, column: string, decimals: number): bigint | null {
  const value = (cells[column] ?? '').trim()
  if (value === '') return null
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(value) ? value.replaceAll(',', '') : value.replace(',', '.')
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(plain)
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (!match || fraction.length > decimals)
    throw new BadCell(`${told(cells, column)} is not an amount: "${value.slice(0, 40)}"`)
  return BigInt(match[1]! + fraction.padEnd(decimals, '0'))
}

/** A whole number, perhaps below zero; null when the cell is empty. */
export function whole(cells: Cells, column: string): number | null {
  const value = (cells[column] ?? '').trim()
  if (value === '') return null
  if (!/^-?\d{1,9}(?:\.0*)?$/.test(value))
    throw new BadCell(`${told(cells, column)} is not a whole number: "${value.slice(0, 40)}"`)
  return Number.parseInt(value, 10)
}

export function grams(cells: Cells, column: string): number {
  const value = (cells[column] ?? '').trim()
  if (value === '') return 0
  if (!/^\d{1,7}(?:\.\d{1,20})?$/.test(value))
    throw new BadCell(`${told(cells, column)} is not a weight: "${value.slice(0, 40)}"`)
  return Math.round(Number(value))
}

const YES = new Set(['true', 'yes', 'y', '1', 'x', 'wahr', 'ja', '是', 'نعم'])
const NO = new Set(['false', 'no', 'n', '0', 'falsch', 'nein', '否', 'لا'])

export function flag(cells: Cells, column: string, otherwise: boolean): boolean {
  const value = (cells[column] ?? '').trim().toLowerCase()
  if (value === '') return otherwise
  if (YES.has(value)) return true
  if (NO.has(value)) return false
  throw new BadCell(`${told(cells, column)} is neither true nor false: "${value.slice(0, 40)}"`)
}

export function url(cells: Cells, column: string): string | null {
  const value = (cells[column] ?? '').trim()
  if (value === '') return null
  if (value.length > 2000 || !/^https?:\/\//i.test(value) || !URL.canParse(value)) {
    throw new BadCell(`${told(cells, column)} is not an http address: "${value.slice(0, 60)}"`)
  }
  return value
}

/** The column as the file's header writes it. */
export const told = (cells: Cells, column: string): string =>
  cells[COLUMN_NAMES]?.[column] ?? column.replace(/(^|[ (/])[a-z]/g, (start) => start.toUpperCase())
