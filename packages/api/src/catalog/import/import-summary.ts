import type { TenantTx } from '@souk/db'

export type ImportSummary = Record<'create' | 'update' | 'unchanged' | 'skip' | 'error', number> & {
  products: number
  variants: number
  pictures: number
  warnings: number
}

/** What the rows of an import add up to. Bad lines count by themselves; the others are a product each. */
export async function summarise(tx: TenantTx, importId: string): Promise<ImportSummary> {
  const rows = await tx.$queryRaw<ImportSummary[]>`
    select count(*) filter (where outcome = 'create')::int as create, count(*) filter (where outcome = 'update')::int as update,
      count(*) filter (where outcome = 'unchanged')::int as unchanged, count(*) filter (where outcome = 'skip')::int as skip,
      count(*) filter (where outcome = 'error')::int as error, count(*) filter (where changes ? 'variants')::int as products,
      coalesce(sum((changes ->> 'variants')::int), 0)::int as variants, coalesce(sum((changes ->> 'pictures')::int), 0)::int as pictures,
      coalesce(sum(jsonb_array_length(coalesce(changes -> 'warnings', '[]'))), 0)::int as warnings
    from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
  return rows[0]!
}
