import type { TenantTx } from '@souk/db'
import type { By } from '../audit.ts'
import type { Cells } from './read-cells.ts'

export const IMPORT_KINDS = ['products', 'customers', 'stock', 'prices'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** A field that a column can go to. `key` is the name it has in the cells; the names are those that files give it. */
export type ImportField = {
  key: string
  /** As the template's header writes it. */
  label: string
  names: string[]
  required?: boolean
  /** What it writes on a record that is there already; fields of one group are kept or overwritten together. */
  group?: string
  examples: [string, string]
}

/** What the person decided. `keep` names the groups of fields that stay as they are on a record that is there already. */
export type ImportRules = {
  matchBy: string
  existing: 'both' | 'create' | 'update'
  keep: string[]
  emptyClears: boolean
  overwriteStock: boolean
  collections: boolean
}
export type ImportRun = {
  importId: string
  filename: string
  rules: ImportRules
  /** Of the shop's currency. */
  decimals: number
  /** The shop's warehouses; the first is meant where none is named. */
  warehouses: { id: string; code: string; name: string }[]
  by: By
}

export type Remark = { line: number; reason: string }
export type BadRow = Remark & { handle: string | null }
/** A record of the file, its cells by field. A field without a column has no cell at all. */
export type CellRecord = { line: number; cells: Cells }

/** What is imported as one: all lines of a product, or one line of anything else. */
export type ImportUnit = { line: number; lines: number[]; key: string; title: string; warnings: Remark[] }
export type Gathered<U extends ImportUnit = ImportUnit> = { units: U[]; errors: BadRow[]; skipped: BadRow[] }

export type Change = [before: unknown, after: unknown]
export type ImportOutcome = 'create' | 'update' | 'unchanged' | 'skip' | 'error'

/** What it takes to undo a row: the values before and after, what was added, and what was moved in the ledger. */
export type UndoData = {
  created: boolean
  /** The version of the record after the import wrote it. */
  version: number
  fields: Record<string, Change>
  variants: { id: string; fields: Record<string, Change> }[]
  added: string[]
  images: string[]
  stock: { variantId: string; warehouseId: string; difference: number }[]
}
export const NOTHING_TO_UNDO: UndoData = {
  created: false,
  version: 0,
  fields: {},
  variants: [],
  added: [],
  images: [],
  stock: [],
}

/** What a unit means for the shop as it is now and, once applied, what it takes to undo it. */
export type UnitPlan = {
  outcome: ImportOutcome
  reason?: string
  subjectId?: string
  fields?: Record<string, Change>
  counts?: { variants: number; pictures: number }
  undo?: UndoData
}

/** A row that is to be undone, and what became of it. */
export type UndoRow = { line: number; subjectId: string | null; undo: UndoData }
export type UndoneAs = 'restored' | 'removed' | 'archived' | 'kept'
export type UndoneRow = { line: number; undone: UndoneAs; reason: string | null }

/**
 * What a kind of import knows of its records. Steps work on many units in one transaction; when one of them is refused the
 * step is rolled back and repeated for each unit alone, so a step writes nothing outside its transaction.
 */
export type Importer<U extends ImportUnit = ImportUnit> = {
  fields: ImportField[]
  /** By what a line finds its record, and the field that has to be there for it; the first is the usual one. */
  matchBy: { key: string; field: string | null }[]
  gather(records: AsyncIterable<CellRecord>, run: ImportRun): Promise<Gathered<U>>
  plan(tx: TenantTx, units: U[], run: ImportRun): Promise<UnitPlan[]>
  apply(tx: TenantTx, units: U[], run: ImportRun): Promise<UnitPlan[]>
  /** With `cautious`, a created record that something refers to is put away instead of removed. */
  undo(tx: TenantTx, rows: UndoRow[], run: ImportRun, cautious: boolean): Promise<UndoneRow[]>
  /** Once before the units are applied; returns what `undoPreparation` needs. */
  prepare?(tx: TenantTx, units: U[], run: ImportRun): Promise<string[]>
  undoPreparation?(tx: TenantTx, made: string[], run: ImportRun): Promise<void>
  /** Once after the units were applied. */
  finish?(tx: TenantTx, units: U[], run: ImportRun): Promise<void>
}

/** What a row changed over several runs of an import, as one: the first before, the last after. */
export function mergeUndo(first: UndoData | null, last: UndoData): UndoData {
  if (!first) return last
  const ids = [...new Set([...first.variants, ...last.variants].map(({ id }) => id))]
  const fieldsOf = (data: UndoData, id: string) => data.variants.find((variant) => variant.id === id)?.fields ?? {}
  return {
    created: first.created || last.created,
    version: Math.max(first.version, last.version),
    fields: mergeChanges(first.fields, last.fields),
    variants: ids.map((id) => ({ id, fields: mergeChanges(fieldsOf(first, id), fieldsOf(last, id)) })),
    added: [...new Set([...first.added, ...last.added])],
    images: [...new Set([...first.images, ...last.images])],
    stock: [...first.stock, ...last.stock],
  }
}

function mergeChanges(first: Record<string, Change>, last: Record<string, Change>): Record<string, Change> {
  const changed = Object.entries(last).map(([field, [before, after]]): [string, Change] => [
    field,
    [field in first ? first[field]![0] : before, after],
  ])
  return { ...first, ...Object.fromEntries(changed) }
}
