import { emit, type TenantTx } from '@souk/db'

export type NotificationRow = {
  id: string
  kind: string
  subjectKind: string | null
  subjectId: string | null
  actorName: string | null
  data: Record<string, unknown>
  readAt: Date | null
  createdAt: Date
}

/** What one member was told, the newest first. `before` is the last one already shown. */
export async function listNotifications(
  tx: TenantTx,
  input: { accountId: string; filter: 'all' | 'unread' | 'mentions'; before?: string | undefined; limit: number },
): Promise<NotificationRow[]> {
  const { accountId, filter, before = null } = input
  return tx.$queryRaw`
    select id, kind, subject_kind as "subjectKind", subject_id as "subjectId", actor_name as "actorName", data,
      read_at as "readAt", created_at as "createdAt"
    from notifications
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid
      and (${filter} <> 'unread' or read_at is null) and (${filter} <> 'mentions' or kind = 'mention')
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${input.limit}`
}

/** How many a member has not read. */
export async function countUnread(tx: TenantTx, accountId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from notifications
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid and read_at is null`
  return rows[0]!.count
}

/** Marks a member's own notifications as read: those named, or all. The other pages of the member hear of it. */
export async function markRead(
  tx: TenantTx,
  input: { accountId: string; ids?: string[] | undefined },
): Promise<{ unread: number }> {
  const { accountId, ids = null } = input
  const marked = await tx.$executeRaw`
    update notifications set read_at = now()
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid and read_at is null
      and (${ids}::uuid[] is null or id = any(${ids}::uuid[]))`
  if (marked > 0) emit(tx, { name: 'notification.read', topics: [`member:${accountId}`], payload: { read: marked } })
  return { unread: await countUnread(tx, accountId) }
}
