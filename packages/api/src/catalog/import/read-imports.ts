import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { ImportOutcome, ImportRow } from './import-rows.ts'
import type { ImportSummary } from './import-summary.ts'
import type { ImportStatus } from './lock-import.ts'
import type { ImportOptions } from './plan-product.ts'

export type ImportHead = {
  id: string
  filename: string
  status: ImportStatus
  error: string | null
  summary: Partial<ImportSummary>
  byName: string
  createdAt: Date
  finishedAt: Date | null
}

/** The imports of the shop, newest first. */
export async function listImports(tx: TenantTx, limit: number): Promise<ImportHead[]> {
  return tx.$queryRaw`
    select id, filename, status, error, summary, coalesce(options -> 'by' ->> 'name', '') as "byName",
      created_at as "createdAt", finished_at as "finishedAt"
    from imports where tenant_id = ${tx.tenantId}::uuid order by created_at desc limit ${limit}`
}

export type ImportDetail = ImportHead & {
  options: ImportOptions
  picturesFilename: string | null
  job: { id: string; status: string; done: number; total: number; error: string | null } | null
  counts: Partial<Record<ImportOutcome, number>>
  /** How the pictures of its products stand now. */
  pictures: { ready: number; pending: number; missing: number }
}

/** An import with its job, its rows by outcome and its pictures, in one statement. Throws NotFound. */
export async function getImport(tx: TenantTx, importId: string): Promise<ImportDetail> {
  const rows = await tx.$queryRaw<ImportDetail[]>`
    select i.id, i.filename, i.status, i.error, i.summary, i.options - 'by' as options, coalesce(i.options -> 'by' ->> 'name', '') as "byName",
      i.created_at as "createdAt", i.finished_at as "finishedAt", z.filename as "picturesFilename",
      case when j.id is not null then jsonb_build_object('id', j.id, 'status', j.status, 'done', j.progress_done,
        'total', j.progress_total, 'error', j.error) end as job,
      (select coalesce(jsonb_object_agg(outcome, count), '{}') from (
        select outcome, count(*) as count from import_rows where tenant_id = i.tenant_id and import_id = i.id group by outcome) c) as counts,
      (select jsonb_build_object('ready', count(*) filter (where pi.status = 'ready'), 'pending', count(*) filter (where pi.status = 'pending'),
         'missing', count(*) filter (where pi.status = 'missing'))
       from import_rows r join products p on p.tenant_id = r.tenant_id and p.handle = r.handle
       join product_images pi on pi.tenant_id = p.tenant_id and pi.product_id = p.id
       where r.tenant_id = i.tenant_id and r.import_id = i.id and r.changes ? 'applied') as pictures
    from imports i
    left join jobs j on j.tenant_id = i.tenant_id and j.id = i.job_id
    left join stored_files z on z.tenant_id = i.tenant_id and z.id = i.pictures_file_id
    where i.tenant_id = ${tx.tenantId}::uuid and i.id = ${importId}::uuid`
  if (!rows[0]) throw new NotFound('import')
  return rows[0]
}

export type ImportRowRead = ImportRow & { productId: string | null }

/** Rows of one outcome in the order of the file; `after` is the last line shown. With `warned`, the products with warnings. */
export async function listImportRows(
  tx: TenantTx,
  input: { importId: string; outcome: ImportOutcome | 'warned'; after: number; limit: number },
): Promise<ImportRowRead[]> {
  return tx.$queryRaw`
    select r.line, r.handle, r.outcome, r.reason, r.changes, p.id as "productId"
    from import_rows r left join products p on p.tenant_id = r.tenant_id and p.handle = r.handle
    where r.tenant_id = ${tx.tenantId}::uuid and r.import_id = ${input.importId}::uuid and r.line > ${input.after}::int
      and case when ${input.outcome} = 'warned' then r.changes ? 'warnings' else r.outcome = ${input.outcome} end
    order by r.line limit ${input.limit}`
}
