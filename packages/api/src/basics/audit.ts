import { randomUUIDv7 } from 'node:crypto'
import { jsonText } from './json-text.ts'
import type { TenantTx } from '@souk/db'

/** Who does a deed, as the audit log names them. `system` is the product itself: a job, an expiry, a webhook. */
export type By = {
  kind: 'staff' | 'customer' | 'guest' | 'system'
  id: string | null
  name: string
  requestId?: string | null
  ip?: string | null
  /** Through which door the deed came, when it is not the one a person of this kind usually takes. */
  via?: DeedSource
}

export type DeedSource = 'office' | 'shop' | 'import' | 'bulk' | 'api' | 'system'

export const SYSTEM: By = { kind: 'system', id: null, name: 'Souk' }

/** One deed: what was done to what. `changes` maps a field to [before, after], or carries the facts of the deed. */
export type Deed = { action: string; subjectKind: string; subjectId?: string; changes?: Record<string, unknown> }

const USUAL_SOURCE: Record<By['kind'], DeedSource> = {
  staff: 'office',
  customer: 'shop',
  guest: 'shop',
  system: 'system',
}

export const sourceOf = (by: By): DeedSource => by.via ?? USUAL_SOURCE[by.kind]

/** Writes who did what, in the transaction of the deed. The log is append-only: souk_app can neither change nor delete it. */
export async function audit(tx: TenantTx, by: By, deed: Deed): Promise<string> {
  const changes = jsonText(deed.changes ?? {})
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into audit_entries (tenant_id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, changes, request_id, ip, source)
    values (${tx.tenantId}::uuid, ${by.kind}, ${by.id}::uuid, ${by.name}, ${deed.action}, ${deed.subjectKind},
      ${deed.subjectId ?? null}::uuid, ${changes}::jsonb, ${by.requestId ?? null}, ${by.ip ?? null}, ${sourceOf(by)})
    returning id`
  return rows[0]!.id
}

/** The same for many deeds of one person, in one statement. Returns the ids of the rows in the order of the deeds. */
export async function auditAll(tx: TenantTx, by: By, deeds: Deed[]): Promise<string[]> {
  const told = deeds.map(({ changes = {}, ...deed }) => ({ id: randomUUIDv7(), ...deed, changes }))
  const rows = jsonText(told)
  await tx.$executeRaw`
    insert into audit_entries (tenant_id, id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, changes, request_id, ip, source)
    select ${tx.tenantId}::uuid, id, ${by.kind}, ${by.id}::uuid, ${by.name}, action, "subjectKind", "subjectId", changes,
      ${by.requestId ?? null}, ${by.ip ?? null}, ${sourceOf(by)}
    from jsonb_to_recordset(${rows}::jsonb) as d(id uuid, action text, "subjectKind" text, "subjectId" uuid, changes jsonb)`
  return told.map(({ id }) => id)
}

export type AuditRow = {
  id: string
  actorKind: string
  actorName: string
  action: string
  subjectKind: string
  subjectId: string | null
  changes: Record<string, unknown>
  ip: string | null
  createdAt: Date
}

/** The newest deeds first; with a subject, its timeline. `before` is the id of the last row already shown. */
export async function listAudit(
  tx: TenantTx,
  input: { subjectKind?: string; subjectId?: string; before?: string; limit: number },
): Promise<AuditRow[]> {
  return tx.$queryRaw`
    select id, actor_kind as "actorKind", actor_name as "actorName", action, subject_kind as "subjectKind",
      subject_id as "subjectId", changes, ip, created_at as "createdAt"
    from audit_entries
    where tenant_id = ${tx.tenantId}::uuid
      and (${input.subjectKind ?? null}::text is null or subject_kind = ${input.subjectKind ?? null})
      and (${input.subjectId ?? null}::uuid is null or subject_id = ${input.subjectId ?? null}::uuid)
      and (${input.before ?? null}::uuid is null or id < ${input.before ?? null}::uuid)
    order by id desc limit ${input.limit}`
}
