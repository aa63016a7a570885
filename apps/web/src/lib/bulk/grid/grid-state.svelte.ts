import { readTsv, writeTsv } from './grid-clipboard.ts'
import { readCell, type CellFault, type GridColumn, type GridRow } from './grid-model.ts'

export type Place = { row: number; column: number }
type Edits = ReadonlyMap<string, string>
type Faults = ReadonlyMap<string, CellFault>
type Past = { edits: Edits; faults: Faults }

const PAST_MAX = 50

export const cellKey = (rowId: string, column: string): string => `${rowId}.${column}`

/** What is chosen and what was typed in a grid. The rows themselves stay as they were loaded; edits lie over them until they are saved. */
export class GridState {
  edits = $state.raw<Edits>(new Map())
  /** What was typed and cannot be read; the text stays in its cell. */
  faults = $state.raw<Faults>(new Map())
  /** What the server said, by cell. */
  refusals = $state.raw<Readonly<Record<string, string>>>({})
  active = $state.raw<Place>({ row: 0, column: 0 })
  anchor = $state.raw<Place>({ row: 0, column: 0 })
  editing = $state(false)
  draft = $state('')
  #past: Past[] = []
  #rows: () => readonly GridRow[]
  #columns: () => readonly GridColumn[]

  constructor(rows: () => readonly GridRow[], columns: () => readonly GridColumn[]) {
    this.#rows = rows
    this.#columns = columns
  }

  get range(): { top: number; bottom: number; first: number; last: number } {
    const { active, anchor } = this
    return {
      top: Math.min(active.row, anchor.row),
      bottom: Math.max(active.row, anchor.row),
      first: Math.min(active.column, anchor.column),
      last: Math.max(active.column, anchor.column),
    }
  }

  value(row: GridRow, column: GridColumn): string {
    return this.edits.get(cellKey(row.id, column.key)) ?? row.cells[column.key] ?? ''
  }

  canEdit({ row, column }: Place): boolean {
    const at = this.#columns()[column]
    return Boolean(at && !at.readonly && this.#rows()[row]?.cells[at.key] !== undefined)
  }

  /** Goes to a cell; with `extend` the range reaches from where it began to there. */
  go(to: Place, extend = false): void {
    const row = Math.max(0, Math.min(to.row, this.#rows().length - 1))
    const column = Math.max(0, Math.min(to.column, this.#columns().length - 1))
    this.active = { row, column }
    if (!extend) this.anchor = this.active
  }

  edit(draft?: string): void {
    if (!this.canEdit(this.active)) return
    const column = this.#columns()[this.active.column]!
    const row = this.#rows()[this.active.row]!
    if (column.kind === 'boolean') {
      this.write([{ ...this.active, typed: this.value(row, column) === 'true' ? 'false' : 'true' }])
      return
    }
    this.draft = draft ?? this.value(row, column)
    this.anchor = this.active
    this.editing = true
  }

  /** Takes what was typed into the cell. */
  commit(): void {
    if (!this.editing) return
    this.editing = false
    this.write([{ ...this.active, typed: this.draft }])
  }

  cancel(): void {
    this.editing = false
  }

  /** Writes cells; those that cannot be edited are left out. A text that cannot be read stays, with its fault. */
  write(cells: readonly (Place & { typed: string })[]): void {
    const edits = new Map(this.edits)
    const faults = new Map(this.faults)
    const refusals = { ...this.refusals }
    for (const { typed, ...place } of cells) {
      if (!this.canEdit(place)) continue
      const row = this.#rows()[place.row]!
      const column = this.#columns()[place.column]!
      const key = cellKey(row.id, column.key)
      const read = readCell(column, typed)
      const value = 'value' in read ? read.value : typed
      if ('fault' in read) faults.set(key, read.fault)
      else faults.delete(key)
      delete refusals[key]
      if (value === row.cells[column.key]) edits.delete(key)
      else edits.set(key, value)
    }
    this.#past = [...this.#past.slice(1 - PAST_MAX), { edits: this.edits, faults: this.faults }]
    this.edits = edits
    this.faults = faults
    this.refusals = refusals
  }

  undo(): void {
    const before = this.#past.pop()
    if (!before) return
    this.edits = before.edits
    this.faults = before.faults
  }

  copy(): string {
    const { top, bottom, first, last } = this.range
    const rows = this.#rows().slice(top, bottom + 1)
    const columns = this.#columns().slice(first, last + 1)
    return writeTsv(rows.map((row) => columns.map((column) => this.value(row, column))))
  }

  /** Pastes a block from the first cell of the range on; a block that fits into the range several times fills it. */
  paste(text: string): void {
    const block = readTsv(text)
    const width = Math.max(0, ...block.map((row) => row.length))
    if (width === 0) return
    const { top, bottom, first, last } = this.range
    const tall = Math.max(block.length, fills(bottom - top + 1, block.length))
    const wide = Math.max(width, fills(last - first + 1, width))
    const cells: (Place & { typed: string })[] = []
    for (let row = 0; row < tall; row++) {
      for (let column = 0; column < wide; column++) {
        const typed = block[row % block.length]?.[column % width]
        if (typed !== undefined) cells.push({ row: top + row, column: first + column, typed })
      }
    }
    this.write(cells)
    this.anchor = { row: top, column: first }
    this.go({ row: top + tall - 1, column: first + wide - 1 }, true)
  }

  /** Fills the range with the values of its first row; a single row takes those of the row above. */
  fillDown(): void {
    const { top, bottom, first, last } = this.range
    const from = top === bottom ? top - 1 : top
    const source = this.#rows()[from]
    if (!source) return
    const columns = this.#columns()
    const cells: (Place & { typed: string })[] = []
    for (let row = from + 1; row <= bottom; row++) {
      for (let column = first; column <= last; column++) {
        cells.push({ row, column, typed: this.value(source, columns[column]!) })
      }
    }
    this.write(cells)
  }

  clearCells(): void {
    const { top, bottom, first, last } = this.range
    const cells: (Place & { typed: string })[] = []
    for (let row = top; row <= bottom; row++) {
      for (let column = first; column <= last; column++) cells.push({ row, column, typed: '' })
    }
    this.write(cells)
  }

  /** Lets the edits go that say what their cell says by now, and those of rows that are gone. */
  prune(): void {
    const rows = new Map(this.#rows().map((row) => [row.id, row]))
    const left = [...this.edits].filter(([key, value]) => {
      const dot = key.indexOf('.')
      const cells = rows.get(key.slice(0, dot))?.cells
      return cells !== undefined && cells[key.slice(dot + 1)] !== value
    })
    if (left.length < this.edits.size) this.edits = new Map(left)
    this.go(this.active)
  }

  /** Lets edits go: all, or those of some rows that are saved. */
  forget(rowIds?: ReadonlySet<string>): void {
    const keep = (key: string) => rowIds !== undefined && !rowIds.has(key.slice(0, key.indexOf('.')))
    this.edits = new Map([...this.edits].filter(([key]) => keep(key)))
    this.faults = new Map([...this.faults].filter(([key]) => keep(key)))
    this.refusals = Object.fromEntries(Object.entries(this.refusals).filter(([key]) => keep(key)))
    this.#past = []
  }
}

const fills = (room: number, size: number): number => (room % size === 0 ? room : size)
