import type { ColumnDef } from './list-data.ts'

/** A column as it is shown now. */
export type ShownColumn = ColumnDef & { pinned: boolean; width: number | null }

const WIDTH_MIN_PX = 64
const WIDTH_MAX_PX = 900

/** `price.p.w140` is the column `price`, pinned, 140 px wide. A key that the list does not have is passed over. */
export function readColumns(defs: readonly ColumnDef[], kept: readonly string[] | null): ShownColumn[] {
  const start = defs.filter(({ hidden }) => !hidden).map((def) => ({ ...def, pinned: false, width: null }))
  if (!kept) return start
  const seen = new Set<string>()
  const shown = kept.flatMap((text): ShownColumn[] => {
    const [key = '', ...marks] = text.split('.')
    const def = defs.find((one) => one.key === key)
    if (!def || seen.has(key)) return []
    seen.add(key)
    const width = Number(marks.find((mark) => /^w\d{1,4}$/.test(mark))?.slice(1) ?? 0)
    return [{ ...def, pinned: marks.includes('p'), width: width ? clampWidth(width) : null }]
  })
  return shown.length > 0 ? inOrder(shown) : start
}

export const writeColumns = (columns: readonly Pick<ShownColumn, 'key' | 'pinned' | 'width'>[]): string[] =>
  columns.map(({ key, pinned, width }) => [key, ...(pinned ? ['p'] : []), ...(width ? [`w${width}`] : [])].join('.'))

export const clampWidth = (px: number): number => Math.round(Math.min(WIDTH_MAX_PX, Math.max(WIDTH_MIN_PX, px)))

/** Pinned columns stand in front, in their own order. */
const inOrder = (columns: ShownColumn[]): ShownColumn[] => [
  ...columns.filter(({ pinned }) => pinned),
  ...columns.filter(({ pinned }) => !pinned),
]

/** A column one place further to the start (-1) or the end (1), among its kind. */
export function moveColumn(columns: readonly ShownColumn[], key: string, by: -1 | 1): ShownColumn[] {
  const from = columns.findIndex((column) => column.key === key)
  const to = from + by
  const [moved, other] = [columns[from], columns[to]]
  if (!moved || !other || moved.pinned !== other.pinned) return [...columns]
  return columns.with(from, other).with(to, moved)
}

export const pinColumn = (columns: readonly ShownColumn[], key: string, pinned: boolean): ShownColumn[] =>
  inOrder(columns.map((column) => (column.key === key ? { ...column, pinned } : column)))

/** A column put in the place of another; it joins the pinned ones when the other is one of them. */
export function moveOnto(columns: readonly ShownColumn[], key: string, onto: string): ShownColumn[] {
  const moved = columns.find((column) => column.key === key)
  const target = columns.findIndex((column) => column.key === onto)
  if (!moved || target < 0) return [...columns]
  const rest = columns.filter((column) => column.key !== key)
  return rest.toSpliced(target, 0, { ...moved, pinned: columns[target]!.pinned })
}

const PINNED_WIDTH_PX = 240

/** How far from the start a column stays put: the pinned ones and the first; null for one that scrolls. */
export function offsetOf(columns: readonly ShownColumn[], key: string, leadPx: number): number | null {
  const at = columns.findIndex((column) => column.key === key)
  const stays = at === 0 || columns[at]?.pinned === true
  if (!stays) return null
  return columns.slice(0, at).reduce((sum, { width, widthPx }) => sum + (width ?? widthPx ?? PINNED_WIDTH_PX), leadPx)
}
