import type { AnyList } from '../lists/list-spec.ts'

type CellKind = AnyList['columns'][string]['kind']

/** What stands in a cell: null is an empty one; an amount is exact decimal text. */
export type Cell = { kind: CellKind; text: string; at?: Date } | null

/** How cells are written for one shop and one reader. */
export type CellStyle = { decimals: number; timeZone: string }

/** A value of a row as a cell of its kind. */
export function cellOf(kind: CellKind, value: unknown, { decimals }: CellStyle): Cell {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'money') return { kind, text: amountText(BigInt(value as bigint), decimals) }
  if (kind === 'date') {
    const at = value instanceof Date ? value : new Date(String(value))
    return Number.isNaN(at.getTime()) ? null : { kind, text: at.toISOString(), at }
  }
  if (kind === 'boolean') return { kind, text: value ? 'TRUE' : 'FALSE' }
  return { kind, text: String(value) }
}

function amountText(minor: bigint, decimals: number): string {
  if (decimals === 0) return String(minor)
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
