import { Prisma, type TenantTx } from '@souk/db'
import type { Subject } from '../subjects.ts'

export type TimelineRow = {
  id: string
  kind: 'deed' | 'comment'
  actorId: string | null
  actorKind: string
  actorName: string
  source: string | null
  action: string
  changes: Record<string, unknown>
  /** The version of the product this deed made; with `undone`, whether it was taken back since. */
  version: number | null
  undone: boolean
  body: string
  mentions: string[]
  files: { id: string; filename: string; mime: string; bytes: number }[]
  editedAt: Date | null
  removedAt: Date | null
  /** A comment may still be changed by its author. */
  isOpen: boolean
  createdAt: Date
}

export type ReadTimeline = Subject & {
  show: 'all' | 'changes' | 'comments'
  actorId?: string | undefined
  before?: string | undefined
  limit: number
}

/** The deeds about a record `a`. Those of a complaint stand with its order, in whose history they belong too. */
const deedsOf = (tx: TenantTx, { subjectKind, subjectId }: Subject): Prisma.Sql =>
  subjectKind === 'complaint'
    ? Prisma.sql`a.tenant_id = ${tx.tenantId}::uuid and a.subject_kind = 'order' and a.subject_id = (
        select order_id from complaints where tenant_id = ${tx.tenantId}::uuid and id = ${subjectId}::uuid)
      and a.changes ->> 'complaint' = ${subjectId}`
    : Prisma.sql`a.tenant_id = ${tx.tenantId}::uuid and a.subject_kind = ${subjectKind} and a.subject_id = ${subjectId}::uuid`

/**
 * What was done to a record and what was said about it, the newest first: ids of both kinds are ordered by their time.
 * Each half reads its own index from the cursor on, so a long history costs a page, not a history.
 */
export async function readTimeline(tx: TenantTx, input: ReadTimeline): Promise<TimelineRow[]> {
  const { subjectKind, subjectId, show, actorId = null, before = null, limit } = input
  return tx.$queryRaw`
    with deeds as (
      select id, actor_id, actor_kind, actor_name, source, action, changes, created_at from audit_entries a
      where ${deedsOf(tx, input)} and ${show} <> 'comments'
        and (${actorId}::uuid is null or actor_id = ${actorId}::uuid)
        and (${before}::uuid is null or id < ${before}::uuid)
      order by id desc limit ${limit}),
    said as (
      select id, author_id, author_name, body, mentions, edited_at, removed_at, created_at from comments
      where tenant_id = ${tx.tenantId}::uuid and subject_kind = ${subjectKind} and subject_id = ${subjectId}::uuid
        and ${show} <> 'changes' and (${actorId}::uuid is null or author_id = ${actorId}::uuid)
        and (${before}::uuid is null or id < ${before}::uuid)
      order by id desc limit ${limit})
    select d.id, 'deed' as kind, d.actor_id as "actorId", d.actor_kind as "actorKind", d.actor_name as "actorName", d.source,
      d.action, d.changes, v.version, exists (
        select from audit_entries u
        where u.tenant_id = ${tx.tenantId}::uuid and u.subject_kind = ${subjectKind} and u.subject_id = ${subjectId}::uuid
          and (u.action = 'product.undone' and u.changes ->> 'undoneVersion' = v.version::text
            or u.action = 'collection.undone' and u.changes ->> 'undoneAudit' = d.id::text)) as undone,
      '' as body, '{}'::uuid[] as mentions, '[]'::jsonb as files, null::timestamptz as "editedAt",
      null::timestamptz as "removedAt", false as "isOpen", d.created_at as "createdAt"
    from deeds d left join product_versions v
      on v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${subjectId}::uuid and v.audit_id = d.id
    union all
    select s.id, 'comment', s.author_id, 'staff', s.author_name, 'office', 'comment', '{}', null, false, s.body, s.mentions,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 'mime', f.mime, 'bytes', f.bytes)
         order by f.id), '[]')
       from comment_files c join stored_files f on f.tenant_id = c.tenant_id and f.id = c.file_id
       where c.tenant_id = ${tx.tenantId}::uuid and c.comment_id = s.id and s.removed_at is null),
      s.edited_at, s.removed_at, s.removed_at is null and s.created_at > now() - interval '5 minutes', s.created_at
    from said s
    order by id desc limit ${limit}`
}

/** Who has done or said something about a record, for the filter by person. */
export async function timelinePeople(tx: TenantTx, subject: Subject): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw`
    select id, max(name) as name from (
      select actor_id as id, actor_name as name from audit_entries a
      where ${deedsOf(tx, subject)} and actor_id is not null
      union
      select author_id, author_name from comments
      where tenant_id = ${tx.tenantId}::uuid and subject_kind = ${subject.subjectKind} and subject_id = ${subject.subjectId}::uuid) people
    group by id order by name limit 50`
}
