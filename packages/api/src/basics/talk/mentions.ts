import { emit, type TenantTx } from '@souk/db'
import { notify } from '../notify.ts'
import { officeTopic, SUBJECT_NEEDS, subjectTitle, type Subject, type SubjectKind } from '../subjects.ts'

type ColleagueName = { id: string; name: string; roleName: string }

/** The members who may see records of a kind, by name: whom one can mention there. */
export async function colleaguesFor(tx: TenantTx, kind: SubjectKind): Promise<ColleagueName[]> {
  return tx.$queryRaw`
    select m.account_id as id, m.name, r.name as "roleName"
    from memberships m join roles r on r.tenant_id = m.tenant_id and r.key = m.role_key
    where m.tenant_id = ${tx.tenantId}::uuid and m.status = 'active' and ${SUBJECT_NEEDS[kind]} = any(r.permissions)
    order by m.name, m.account_id limit 500`
}

type Said = Subject & {
  commentId: string
  authorId: string
  authorName: string
  body: string
  mentions: string[]
}

/** Tells those who are mentioned for the first time, except the one who wrote it. */
export async function tellMentioned(tx: TenantTx, said: Said, already: string[] = []): Promise<void> {
  const fresh = said.mentions.filter((id) => id !== said.authorId && !already.includes(id))
  if (fresh.length === 0) return
  const title = await subjectTitle(tx, said)
  for (const accountId of fresh) {
    await notify(tx, {
      accountId,
      kind: 'mention',
      subjectKind: said.subjectKind,
      subjectId: said.subjectId,
      actorName: said.authorName,
      data: { title, words: said.body.slice(0, 200), commentId: said.commentId },
    })
  }
}

/** Of the people named, those who may see the record: a mention never shows it to someone else. */
export async function knownMentions(tx: TenantTx, kind: SubjectKind, wanted: string[]): Promise<string[]> {
  if (wanted.length === 0) return []
  const colleagues = await colleaguesFor(tx, kind)
  return colleagues.map(({ id }) => id).filter((id) => wanted.includes(id))
}

export function announceComment(tx: TenantTx, subject: Subject, commentId: string): void {
  emit(tx, { name: 'comment.changed', topics: [officeTopic(subject)], payload: { commentId } })
}
