import type { TenantTx } from '@souk/db'
import type { Gathered, ImportedProduct } from './gather-products.ts'
import type { ProductPlan } from './plan-product.ts'

export type ImportOutcome = 'create' | 'update' | 'unchanged' | 'skip' | 'error'

/** What is kept of a line: for a product what it means for the shop, for a bad line why. */
export type ImportRow = {
  line: number
  handle: string | null
  outcome: ImportOutcome
  reason: string | null
  changes: RowChanges
}
export type RowChanges = {
  title?: string
  variants?: number
  pictures?: number
  /** Field to [before, after], as text. */
  fields?: Record<string, [string, string]>
  warnings?: { line: number; reason: string }[]
  /** Set in the transaction that wrote the product: a run that goes on does not count it again. */
  applied?: boolean
}

export const badRows = ({ errors, skipped }: Gathered): ImportRow[] => [
  ...errors.map((row) => ({ ...row, outcome: 'error' as const, changes: {} })),
  ...skipped.map((row) => ({ ...row, outcome: 'skip' as const, changes: {} })),
]

/** The row of a product stands at its first line, or, when that line is itself told as wrong, at its first variant's. */
export function rowOf(product: ImportedProduct, plan: ProductPlan, badLines: ReadonlySet<number>): ImportRow {
  const line = badLines.has(product.line) ? (product.variants[0]?.line ?? product.line) : product.line
  const changes: RowChanges = {
    title: product.title,
    variants: product.variants.length,
    pictures: product.images.length,
    ...(product.warnings.length > 0 && { warnings: product.warnings }),
    ...(plan.outcome === 'update' && { fields: fieldsOf(plan) }),
  }
  return { line, handle: product.handle, outcome: plan.outcome, reason: 'reason' in plan ? plan.reason : null, changes }
}

function fieldsOf(plan: Extract<ProductPlan, { outcome: 'update' }>): Record<string, [string, string]> {
  const named = (name: string, field: string) => (name ? `${name}: ${field}` : field)
  const pairs = [
    ...Object.entries(plan.fields),
    ...plan.variants.flatMap(({ name, fields }) =>
      Object.entries(fields).map(([field, change]) => [named(name, field), change] as const),
    ),
    ...plan.stock.map(({ name, onHand }) => [named(name, 'onHand'), onHand] as const),
    ...plan.added.map(({ optionValues }) => [named(optionValues.join(' / '), 'variant'), ['', 'new']] as const),
    ...(plan.images.length > 0 ? [['pictures', ['', `${plan.images.length} new`]] as const] : []),
  ]
  return Object.fromEntries(pairs.map(([field, [before, after]]) => [field, [shown(before), shown(after)]]))
}

function shown(value: unknown): string {
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value)
  return text.length > 300 ? `${text.slice(0, 299)}…` : text
}

/** Writes rows of an import, replacing what was known of the same lines, in one statement. */
export async function writeRows(tx: TenantTx, importId: string, rows: ImportRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    insert into import_rows (tenant_id, import_id, line, handle, outcome, reason, changes)
    select ${tx.tenantId}::uuid, ${importId}::uuid, line, handle, outcome, reason, changes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, handle text, outcome text, reason text, changes jsonb)
    on conflict (tenant_id, import_id, line) do update set
      handle = excluded.handle, outcome = excluded.outcome, reason = excluded.reason, changes = excluded.changes`
}
