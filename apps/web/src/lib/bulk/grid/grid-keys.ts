import type { GridState, Place } from './grid-state.svelte.ts'

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
const PAGE_ROWS = 12

type Size = { rows: number; columns: number; rtl: boolean }

/** The keys of a spreadsheet. Answers whether the key was taken; one that was not belongs to the page. */
export function gridKey(grid: GridState, event: KeyboardEvent, size: Size): boolean {
  if (grid.editing) return editorKey(grid, event, size)
  const command = event.ctrlKey || event.metaKey
  const to = target(grid.active, event, size)
  if (to) grid.go(to, event.shiftKey && event.key !== 'Tab')
  else if (event.key === 'Tab') return tab(grid, event, size)
  else if (event.key === 'Enter' || event.key === 'F2') grid.edit()
  else if (event.key === 'Delete' || event.key === 'Backspace') grid.clearCells()
  else if (command && event.key.toLowerCase() === 'd') grid.fillDown()
  else if (command && event.key.toLowerCase() === 'z') grid.undo()
  else if (command && event.key.toLowerCase() === 'a') {
    grid.go({ row: 0, column: 0 })
    grid.go({ row: size.rows - 1, column: size.columns - 1 }, true)
  } else if (!command && !event.altKey && event.key === ' ') grid.edit()
  else if (!command && !event.altKey && event.key.length === 1) grid.edit(event.key)
  else return false
  return true
}

function target(from: Place, event: KeyboardEvent, size: Size): Place | null {
  const { key } = event
  const command = event.ctrlKey || event.metaKey
  const step = STEPS[key]
  if (step && !event.altKey) {
    const [down, along] = [step[0], size.rtl ? -step[1] : step[1]]
    if (!command) return { row: from.row + down, column: from.column + along }
    const far = (sign: number, last: number, at: number) => (sign === 0 ? at : sign > 0 ? last : 0)
    return { row: far(down, size.rows - 1, from.row), column: far(along, size.columns - 1, from.column) }
  }
  if (key === 'Home') return { row: command ? 0 : from.row, column: 0 }
  if (key === 'End') return { row: command ? size.rows - 1 : from.row, column: size.columns - 1 }
  if (key === 'PageUp') return { row: from.row - PAGE_ROWS, column: from.column }
  if (key === 'PageDown') return { row: from.row + PAGE_ROWS, column: from.column }
  return null
}

/** Goes on to the next cell, and from the last one of a row to the next row; at either end the key leaves the grid. */
function tab(grid: GridState, event: KeyboardEvent, { rows, columns }: Size): boolean {
  const flat = grid.active.row * columns + grid.active.column + (event.shiftKey ? -1 : 1)
  if (flat < 0 || flat >= rows * columns) return false
  grid.go({ row: Math.floor(flat / columns), column: flat % columns })
  return true
}

function editorKey(grid: GridState, event: KeyboardEvent, size: Size): boolean {
  if (event.isComposing) return false
  if (event.key === 'Escape') grid.cancel()
  else if (event.key === 'Enter') {
    grid.commit()
    grid.go({ row: grid.active.row + (event.shiftKey ? -1 : 1), column: grid.active.column })
  } else if (event.key === 'Tab') {
    grid.commit()
    return tab(grid, event, size)
  } else return false
  return true
}
