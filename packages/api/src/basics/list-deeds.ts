import type { TenantTx } from '@souk/db'
import type { AuditRow } from './audit.ts'

export type DeedRow = AuditRow & { actorId: string | null }

/** The audit log, the newest first. `area` is what stands before the point in an action; `after` is the last row's id. */
export async function listDeeds(
  tx: TenantTx,
  input: { actorId?: string | undefined; area?: string | undefined; after?: string | undefined; pageSize: number },
): Promise<{ rows: DeedRow[]; older: string | null }> {
  const { actorId = null, area = null, after = null } = input
  const found = await tx.$queryRaw<DeedRow[]>`
    select id, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, subject_kind as "subjectKind",
      subject_id as "subjectId", changes, ip, created_at as "createdAt"
    from audit_entries
    where tenant_id = ${tx.tenantId}::uuid
      and (${actorId}::uuid is null or actor_id = ${actorId}::uuid)
      and (${area}::text is null or starts_with(action, ${area === null ? null : `${area}.`}))
      and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc limit ${input.pageSize + 1}`
  const rows = found.slice(0, input.pageSize)
  return { rows, older: found.length > input.pageSize ? rows.at(-1)!.id : null }
}
