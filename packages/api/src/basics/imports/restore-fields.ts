import type { Change, UndoneRow } from './importer.ts'

/**
 * Which fields go back to what they were before an import: those that are still as the import left them. Amounts travel as
 * text in what is kept, and come back as amounts.
 */
export function restoreFields(
  current: object,
  changes: Record<string, Change>,
): { back: Record<string, unknown>; kept: string[] } {
  const values = current as Record<string, unknown>
  const kept = Object.keys(changes).filter((field) => asText(values[field]) !== asText(changes[field]![1]))
  const back = Object.entries(changes)
    .filter(([field]) => !kept.includes(field))
    .map(([field, [before]]) => [field, field.endsWith('Minor') && before !== null ? BigInt(String(before)) : before])
  return { back: Object.fromEntries(back) as Record<string, unknown>, kept }
}

const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** What became of a row of which some parts went back and others, told by name, stayed. */
export function toldRestored(line: number, restored: number, kept: string[]): UndoneRow {
  const reason = kept.length > 0 ? `Changed since the import, so it stays: ${kept.join(', ')}.` : null
  return { line, undone: restored === 0 && kept.length > 0 ? 'kept' : 'restored', reason }
}
