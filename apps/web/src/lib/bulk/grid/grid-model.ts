import { minorToText, textToMinor } from '#lib/ui/money-text.ts'

export type GridKind = 'text' | 'money' | 'number' | 'choice' | 'boolean'

/** A column of a grid. What cannot be typed into is `readonly`; a choice names its values. */
export type GridColumn = {
  key: string
  label: string
  kind: GridKind
  widthPx: number
  readonly?: boolean
  required?: boolean
  options?: readonly { value: string; label: string }[]
  currency?: string
}

/** A row: its cells as text a person edits; a key that is not there is a cell that this row does not have. */
export type GridRow = { id: string; name: string; cells: Readonly<Record<string, string>>; minor?: boolean }

export type CellFault = 'amount' | 'number' | 'choice' | 'boolean' | 'required'

const YES = new Set(['true', 'yes', '1', 'x', 'ja', 'wahr', '是', 'نعم'])
const NO = new Set(['false', 'no', '0', '', 'nein', 'falsch', '否', 'لا'])

/** What was typed or pasted in the form the cell keeps it, or what is wrong with it. */
export function readCell(column: GridColumn, typed: string): { value: string } | { fault: CellFault } {
  const text = typed.trim()
  if (column.kind === 'boolean') {
    const word = text.toLowerCase()
    return YES.has(word) ? { value: 'true' } : NO.has(word) ? { value: 'false' } : { fault: 'boolean' }
  }
  if (text === '') return column.required ? { fault: 'required' } : { value: '' }
  if (column.kind === 'money') {
    const currency = column.currency ?? 'EUR'
    const minor = textToMinor(text.replace(/[^\d.,\s'-]/g, ''), currency)
    return minor === null || minor < 0n ? { fault: 'amount' } : { value: minorToText(minor, currency) }
  }
  if (column.kind === 'number') {
    const digits = text.replace(/[\s.,'](?=\d{3}(\D|$))/g, '')
    return /^\d{1,9}$/.test(digits) ? { value: String(Number(digits)) } : { fault: 'number' }
  }
  if (column.kind === 'choice') {
    const word = text.toLowerCase()
    const found = column.options?.find(
      ({ value, label }) => value.toLowerCase() === word || label.toLowerCase() === word,
    )
    return found ? { value: found.value } : { fault: 'choice' }
  }
  return { value: text }
}

/** What a cell shows: a choice by its label. */
export function shownCell(column: GridColumn, value: string): string {
  if (column.kind === 'choice') return column.options?.find((option) => option.value === value)?.label ?? value
  return value
}
