import { Prisma, type TenantTx } from '@souk/db'
import type { AuditRow } from './audit.ts'
import { contains } from './lists/contains.ts'
import type { ListSpec } from './lists/list-spec.ts'

export type DeedRow = AuditRow & { actorId: string | null; source: string | null; requestId: string | null }

/** Who did what, the newest first. Words are looked for in the deed, in the name of who did it and in its request. */
export const auditList: ListSpec<DeedRow> = {
  key: 'audit',
  permission: 'basics:audit',
  from: Prisma.sql`audit_entries a`,
  tenantId: Prisma.sql`a.tenant_id`,
  id: Prisma.sql`a.id`,
  search: (words) =>
    Prisma.sql`${contains(Prisma.sql`a.actor_name`, words)} or ${contains(Prisma.sql`a.action`, words)} or a.request_id = ${words}`,
  filters: {
    area: { kind: 'choice', value: Prisma.sql`split_part(a.action, '.', 1)` },
    action: { kind: 'text', value: Prisma.sql`a.action` },
    actor: { kind: 'reference', value: Prisma.sql`a.actor_id`, nullable: true },
    actorKind: {
      kind: 'choice',
      value: Prisma.sql`a.actor_kind`,
      options: ['staff', 'customer', 'guest', 'system'],
    },
    source: {
      kind: 'choice',
      value: Prisma.sql`coalesce(a.source, '')`,
      options: ['office', 'shop', 'import', 'bulk', 'api', 'system'],
    },
    subject: { kind: 'reference', value: Prisma.sql`a.subject_id`, nullable: true },
    ip: { kind: 'text', value: Prisma.sql`a.ip`, nullable: true },
    createdAt: { kind: 'date', value: Prisma.sql`a.created_at` },
  },
  sorts: {
    // Ids are handed out in the order of time, so the key of the table is the order of the log.
    createdAt: { value: Prisma.sql`a.id`, type: 'uuid' },
  },
  sort: '-createdAt',
  views: {
    all: { filters: [] },
    staff: { filters: [{ key: 'actorKind', op: 'is', values: ['staff'] }] },
    system: { filters: [{ key: 'actorKind', op: 'is', values: ['system'] }] },
  },
  columns: {
    createdAt: { kind: 'date', value: (row) => row.createdAt },
    actor: { kind: 'text', value: (row) => row.actorName },
    actorKind: { kind: 'text', value: (row) => row.actorKind },
    action: { kind: 'text', value: (row) => row.action },
    subjectKind: { kind: 'text', value: (row) => row.subjectKind },
    subject: { kind: 'text', value: (row) => row.subjectId },
    changes: { kind: 'text', value: (row) => JSON.stringify(row.changes) },
    source: { kind: 'text', value: (row) => row.source },
    ip: { kind: 'text', value: (row) => row.ip },
    request: { kind: 'text', value: (row) => row.requestId },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<DeedRow[]> {
  return tx.$queryRaw`
    select id, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, subject_kind as "subjectKind",
      subject_id as "subjectId", changes, ip, source, request_id as "requestId", created_at as "createdAt"
    from audit_entries where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`
}
