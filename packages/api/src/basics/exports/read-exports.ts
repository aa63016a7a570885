import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'

export type ExportState = {
  id: string
  list: string
  format: 'csv' | 'xlsx'
  status: 'running' | 'done' | 'expired' | 'cancelled' | 'failed'
  filename: string
  rows: number
  bytes: bigint
  jobId: string | null
  error: string | null
  createdAt: Date
  expiresAt: Date | null
}

/** The newest exports a member made; with an id, that one whoever made it, when the member may see its list. */
export async function listExports(
  tx: TenantTx,
  input: { permissions: string[]; createdBy?: string; id?: string },
): Promise<ExportState[]> {
  return tx.$queryRaw`
    select e.id, e.list, e.format, e.filename, e.rows, e.bytes, e.job_id as "jobId", j.error, e.created_at as "createdAt",
      e.expires_at as "expiresAt",
      case when e.status = 'done' and e.expires_at < now() then 'expired'
        when e.status = 'running' and j.status in ('cancelled', 'failed') then j.status else e.status end as status
    from exports e left join jobs j on j.tenant_id = e.tenant_id and j.id = e.job_id
    where e.tenant_id = ${tx.tenantId}::uuid and e.permission = any(${input.permissions}::text[])
      and (${input.id ?? null}::uuid is null or e.id = ${input.id ?? null}::uuid)
      and (${input.createdBy ?? null}::uuid is null or e.created_by = ${input.createdBy ?? null}::uuid)
    order by e.id desc limit 50`
}

/** The file of an export that is ready and has not expired, for a member who may see its list. Throws NotFound. */
export async function openExport(
  tx: TenantTx,
  input: { exportId: string; permissions: string[] },
): Promise<{ fileId: string; filename: string; mime: string; bytes: number }> {
  const rows = await tx.$queryRaw<{ fileId: string; filename: string; format: 'csv' | 'xlsx'; bytes: bigint }[]>`
    select file_id as "fileId", filename, format, bytes from exports
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.exportId}::uuid and permission = any(${input.permissions}::text[])
      and status = 'done' and expires_at > now()`
  const found = rows[0]
  if (!found) throw new NotFound('export')
  const mime =
    found.format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { fileId: found.fileId, filename: found.filename, mime, bytes: Number(found.bytes) }
}
