import type { TenantTx } from '@souk/db'
import {
  jsonText,
  mergeUndo,
  type BadRow,
  type Change,
  type ImportOutcome,
  type ImportUnit,
  type Remark,
  type UndoData,
  type UnitPlan,
} from '../basics/index.ts'

/** What is kept of a line: what it means for the shop, or why it cannot be used; and what undoing it takes. */
export type ImportRow = {
  line: number
  handle: string | null
  outcome: ImportOutcome
  reason: string | null
  changes: RowChanges
  lines: number[]
  applied: boolean
  subjectId: string | null
  undo: UndoData | null
}
export type RowChanges = {
  title?: string
  variants?: number
  pictures?: number
  /** Field to [before, after], as text. */
  fields?: Record<string, [string, string]>
  warnings?: Remark[]
}

const SHOWN = 300

export const badRow = (row: BadRow, outcome: 'error' | 'skip'): ImportRow => ({
  ...row,
  outcome,
  changes: {},
  lines: [],
  applied: false,
  subjectId: null,
  undo: null,
})

/** The row of a unit stands at its first line or, when that line is itself told as wrong, at its first good one. */
export const rowLine = (unit: ImportUnit, badLines: ReadonlySet<number>): number =>
  badLines.has(unit.line) ? (unit.lines[0] ?? unit.line) : unit.line

export function unitRow(unit: ImportUnit, plan: UnitPlan, badLines: ReadonlySet<number>, applied: boolean): ImportRow {
  const fields = Object.entries(plan.fields ?? {}).map(([field, change]) => [field, change.map(shown)])
  const changes: RowChanges = {
    title: unit.title,
    ...plan.counts,
    ...(unit.warnings.length > 0 && { warnings: unit.warnings }),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) as Record<string, [string, string]> }),
  }
  return {
    line: rowLine(unit, badLines),
    handle: unit.key.slice(0, 255),
    outcome: plan.outcome,
    reason: plan.reason ?? null,
    changes,
    lines: unit.lines,
    applied,
    subjectId: plan.subjectId ?? null,
    undo: plan.undo ?? null,
  }
}

function shown(value: Change[number]): string {
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
}

/** Writes rows of an import in one statement, replacing what was known of the same lines. */
export async function writeRows(tx: TenantTx, importId: string, rows: ImportRow[]): Promise<void> {
  if (rows.length === 0) return
  const json = jsonText(rows)
  await tx.$executeRaw`
    insert into import_rows (tenant_id, import_id, line, handle, outcome, reason, changes, lines, applied, subject_id, undo)
    select ${tx.tenantId}::uuid, ${importId}::uuid, line, handle, outcome, reason, changes, lines, applied, "subjectId", undo
    from jsonb_to_recordset(${json}::jsonb) as r(line int, handle text, outcome text, reason text, changes jsonb, lines int[],
      applied boolean, "subjectId" uuid, undo jsonb)
    on conflict (tenant_id, import_id, line) do update set
      handle = excluded.handle, outcome = excluded.outcome, reason = excluded.reason, changes = excluded.changes,
      lines = excluded.lines, applied = excluded.applied, subject_id = coalesce(excluded.subject_id, import_rows.subject_id),
      undo = coalesce(excluded.undo, import_rows.undo), cells = null`
}

type Before = Pick<ImportRow, 'line' | 'lines' | 'outcome' | 'changes' | 'undo' | 'subjectId'>

/**
 * Writes the rows of units that were applied. A unit that ran before - some of its lines were put right and ran again -
 * keeps what it took to undo it then: the first state before, the last one after.
 */
export async function writeApplied(tx: TenantTx, importId: string, rows: ImportRow[]): Promise<void> {
  const lines = rows.flatMap((row) => [row.line, ...row.lines])
  const before = await tx.$queryRaw<Before[]>`
    delete from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid and line = any(${lines}::int[])
    returning line, lines, outcome, changes, undo, subject_id as "subjectId"`
  const undoable = before.filter(({ undo }) => undo !== null)
  const known = new Map(undoable.flatMap((row) => [row.line, ...row.lines].map((line) => [line, row])))
  await writeRows(
    tx,
    importId,
    rows.map((row) => {
      const first = [row.line, ...row.lines].map((line) => known.get(line)).find(Boolean)
      return first ? merged(first, row) : row
    }),
  )
}

function merged(first: Before, last: ImportRow): ImportRow {
  const keepsOutcome = first.outcome === 'create' || last.outcome === 'unchanged'
  return {
    ...last,
    outcome: last.outcome === 'error' ? 'error' : keepsOutcome ? first.outcome : last.outcome,
    subjectId: last.subjectId ?? first.subjectId,
    changes: { ...last.changes, fields: { ...first.changes.fields, ...last.changes.fields } },
    undo: last.undo ? mergeUndo(first.undo, last.undo) : first.undo,
  }
}
