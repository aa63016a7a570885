import type { TenantTx } from '@souk/db'
import type { ImportKind, ImportOutcome, ImportRules, UndoneAs } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'
import type { Mapping } from './guess-mapping.ts'
import type { ImportRow } from './import-rows.ts'
import type { ImportSummary } from './import-summary.ts'
import type { ImportStatus, StoredReading } from './lock-import.ts'

export type ImportHead = {
  id: string
  kind: ImportKind
  filename: string
  status: ImportStatus
  error: string | null
  summary: Partial<ImportSummary>
  byName: string
  createdAt: Date
  finishedAt: Date | null
}

/** The imports of these kinds, newest first. */
export async function listImports(tx: TenantTx, kinds: ImportKind[], limit: number): Promise<ImportHead[]> {
  return tx.$queryRaw`
    select id, kind, filename, status, error, summary, coalesce(options -> 'by' ->> 'name', '') as "byName",
      created_at as "createdAt", finished_at as "finishedAt"
    from imports where tenant_id = ${tx.tenantId}::uuid and kind = any(${kinds}::text[]) order by created_at desc limit ${limit}`
}

export type ImportDetail = ImportHead & {
  rules: ImportRules
  reading: StoredReading
  mapping: Mapping
  picturesFilename: string | null
  job: { id: string; status: string; done: number; total: number; error: string | null } | null
  counts: Partial<Record<ImportOutcome, number>>
  /** How the pictures of its products stand now. */
  pictures: { ready: number; pending: number; missing: number }
  undoUntil: Date | null
  undoable: boolean
  undoneAt: Date | null
  undone: Partial<Record<UndoneAs, number>>
}

/** An import with its job, its rows by outcome and its pictures, in one statement. Throws NotFound. */
export async function getImport(tx: TenantTx, importId: string): Promise<ImportDetail> {
  const rows = await tx.$queryRaw<ImportDetail[]>`
    select i.id, i.kind, i.filename, i.status, i.error, i.summary, i.options - 'by' as rules, i.reading, i.mapping,
      coalesce(i.options -> 'by' ->> 'name', '') as "byName", i.created_at as "createdAt", i.finished_at as "finishedAt",
      z.filename as "picturesFilename", i.undo_until as "undoUntil", i.undone_at as "undoneAt",
      i.status in ('done', 'cancelled') and coalesce(i.undo_until > now(), false) as undoable,
      case when j.id is not null then jsonb_build_object('id', j.id, 'status', j.status, 'done', j.progress_done,
        'total', j.progress_total, 'error', j.error) end as job,
      (select coalesce(jsonb_object_agg(outcome, count), '{}') from (
        select outcome, count(*) as count from import_rows where tenant_id = i.tenant_id and import_id = i.id group by outcome) c) as counts,
      (select coalesce(jsonb_object_agg(undone, count), '{}') from (
        select undone, count(*) as count from import_rows
        where tenant_id = i.tenant_id and import_id = i.id and undone is not null group by undone) u) as undone,
      (select jsonb_build_object('ready', count(*) filter (where pi.status = 'ready'), 'pending', count(*) filter (where pi.status = 'pending'),
         'missing', count(*) filter (where pi.status = 'missing'))
       from import_rows r join product_images pi on pi.tenant_id = r.tenant_id and pi.product_id = r.subject_id
       where i.kind = 'products' and r.tenant_id = i.tenant_id and r.import_id = i.id and r.applied) as pictures
    from imports i
    left join jobs j on j.tenant_id = i.tenant_id and j.id = i.job_id
    left join stored_files z on z.tenant_id = i.tenant_id and z.id = i.pictures_file_id
    where i.tenant_id = ${tx.tenantId}::uuid and i.id = ${importId}::uuid`
  if (!rows[0]) throw new NotFound('import')
  return rows[0]
}

/** What kind of import it is, for asking whether a role may see it. Throws NotFound. */
export async function kindOfImport(tx: TenantTx, importId: string): Promise<ImportKind> {
  const rows = await tx.$queryRaw<{ kind: ImportKind }[]>`
    select kind from imports where tenant_id = ${tx.tenantId}::uuid and id = ${importId}::uuid`
  if (!rows[0]) throw new NotFound('import')
  return rows[0].kind
}

export type ImportRowRead = Omit<ImportRow, 'undo' | 'lines' | 'applied'> & {
  /** The cells as they are in the file, where the row can be put right on the screen. */
  cells: (string | null)[] | null
  undone: UndoneAs | null
  undoneReason: string | null
}

/** Rows of one outcome in the order of the file; `after` is the last line shown. With `warned`, those with warnings; with `kept`, those an undo left. */
export async function listImportRows(
  tx: TenantTx,
  input: { importId: string; outcome: ImportOutcome | 'warned' | 'kept'; after: number; limit: number },
): Promise<ImportRowRead[]> {
  return tx.$queryRaw`
    select line, handle, outcome, reason, changes, subject_id as "subjectId", cells, undone, undone_reason as "undoneReason"
    from import_rows
    where tenant_id = ${tx.tenantId}::uuid and import_id = ${input.importId}::uuid and line > ${input.after}::int
      and case ${input.outcome}::text when 'warned' then changes ? 'warnings' when 'kept' then undone_reason is not null
        else outcome = ${input.outcome}::text end
    order by line limit ${input.limit}`
}
