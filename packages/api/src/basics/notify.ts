import { emit, type TenantTx } from '@souk/db'

export type Notice = {
  accountId: string
  /** What it is about, such as `mention` or `export.ready`; the screen has words for each. */
  kind: string
  subjectKind?: string
  subjectId?: string
  actorName?: string
  /** What its sentence needs: titles, counts, a file's id. Shown to this member alone. */
  data?: Record<string, unknown>
}

/** Tells a member something - unless they switched this kind off - in the transaction that causes it: a line in the notification centre, and a word to open pages. */
export async function notify(tx: TenantTx, notice: Notice): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into notifications (tenant_id, account_id, kind, subject_kind, subject_id, actor_name, data)
    select ${tx.tenantId}::uuid, ${notice.accountId}::uuid, ${notice.kind}, ${notice.subjectKind ?? null},
      ${notice.subjectId ?? null}::uuid, ${notice.actorName ?? null}, ${JSON.stringify(notice.data ?? {})}::jsonb
    where not exists (select from member_preferences where tenant_id = ${tx.tenantId}::uuid
      and account_id = ${notice.accountId}::uuid and ${notice.kind} = any(muted))
    returning id`
  if (!rows[0]) return
  emit(tx, {
    name: 'notification.added',
    topics: [`member:${notice.accountId}`],
    payload: { notificationId: rows[0].id, kind: notice.kind },
  })
}
