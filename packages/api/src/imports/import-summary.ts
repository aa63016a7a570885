import type { TenantTx } from '@souk/db'

export type ImportSummary = Record<'create' | 'update' | 'unchanged' | 'skip' | 'error', number> & {
  products: number
  variants: number
  pictures: number
  warnings: number
}

/** What the rows of an import add up to, kept with it. Bad lines count by themselves; the others are a record each. */
export async function storeSummary(tx: TenantTx, importId: string): Promise<ImportSummary> {
  const rows = await tx.$queryRaw<ImportSummary[]>`
    select count(*) filter (where outcome = 'create')::int as create, count(*) filter (where outcome = 'update')::int as update,
      count(*) filter (where outcome = 'unchanged')::int as unchanged, count(*) filter (where outcome = 'skip')::int as skip,
      count(*) filter (where outcome = 'error')::int as error, count(*) filter (where changes ? 'title')::int as products,
      coalesce(sum((changes ->> 'variants')::int), 0)::int as variants, coalesce(sum((changes ->> 'pictures')::int), 0)::int as pictures,
      coalesce(sum(jsonb_array_length(coalesce(changes -> 'warnings', '[]'))), 0)::int as warnings
    from import_rows where tenant_id = ${tx.tenantId}::uuid and import_id = ${importId}::uuid`
  const summary = rows[0]!
  await tx.$executeRaw`
    update imports set summary = ${JSON.stringify(summary)}::jsonb where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  return summary
}
