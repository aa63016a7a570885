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

/** Tells a member something, in the transaction that causes it: a line in the notification centre, and a word to open pages. */
export async function notify(tx: TenantTx, notice: Notice): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into notifications (tenant_id, account_id, kind, subject_kind, subject_id, actor_name, data)
    values (${tx.tenantId}::uuid, ${notice.accountId}::uuid, ${notice.kind}, ${notice.subjectKind ?? null},
      ${notice.subjectId ?? null}::uuid, ${notice.actorName ?? null}, ${JSON.stringify(notice.data ?? {})}::jsonb)
    returning id`
  emit(tx, {
    name: 'notification.added',
    topics: [`member:${notice.accountId}`],
    payload: { notificationId: rows[0]!.id, kind: notice.kind },
  })
}
