import type { TenantTx } from '@souk/db'
import type { By } from '../audit.ts'
import type { PreparedFile } from '../file-prepare.ts'
import { saveFile } from '../file-store.ts'
import { NotFound, Refusal } from '../../refusal.ts'
import { subjectTitle, type Subject } from '../subjects.ts'
import { announceComment, knownMentions, tellMentioned } from './mentions.ts'

/** How long the author may change or remove what was written; after that it stands, for others have answered to it. */
const CHANGE_MINUTES = 5

class CommentStands extends Refusal {
  constructor() {
    super(409, 'comment_stands', `A comment can be changed for ${CHANGE_MINUTES} minutes. Write another one.`)
  }
}

/** The member who writes. */
type Author = By & { id: string }
export type CommentFile = { filename: string; bytes: Uint8Array; prepared: PreparedFile }
type AddComment = Subject & { body: string; mentions: string[]; files: CommentFile[] }

/** Writes a comment about a record, with its files, and tells the colleagues it mentions. */
export async function addComment(
  tx: TenantTx,
  filesDir: string,
  input: AddComment,
  by: Author,
): Promise<{ commentId: string }> {
  await subjectTitle(tx, input)
  const mentions = await knownMentions(tx, input.subjectKind, input.mentions)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into comments (tenant_id, subject_kind, subject_id, author_id, author_name, body, mentions)
    values (${tx.tenantId}::uuid, ${input.subjectKind}, ${input.subjectId}::uuid, ${by.id}::uuid, ${by.name}, ${input.body},
      ${mentions}::uuid[])
    returning id`
  const commentId = rows[0]!.id
  for (const { filename, bytes, prepared } of input.files) {
    const { id: fileId } = await saveFile(tx, filesDir, { purpose: 'comment', filename, bytes, prepared, by })
    await tx.commentFile.create({ data: { tenantId: tx.tenantId, commentId, fileId } })
  }
  await tellMentioned(tx, { ...input, mentions, commentId, authorId: by.id, authorName: by.name })
  announceComment(tx, input, commentId)
  return { commentId }
}

/** Changes the words of an own comment within its first five minutes. Throws CommentStands. */
export async function editComment(
  tx: TenantTx,
  input: { commentId: string; body: string; mentions: string[] },
  by: Author,
): Promise<void> {
  const before = await lockOwnComment(tx, input.commentId, by)
  const mentions = await knownMentions(tx, before.subjectKind, input.mentions)
  await tx.$executeRaw`
    update comments set body = ${input.body}, mentions = ${mentions}::uuid[], edited_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.commentId}::uuid`
  const said = { ...before, commentId: input.commentId, body: input.body, mentions }
  await tellMentioned(tx, { ...said, authorId: by.id, authorName: by.name }, before.mentions)
  announceComment(tx, before, input.commentId)
}

/** Takes the words of an own comment back within its first five minutes; that there was one is still told. */
export async function removeComment(tx: TenantTx, commentId: string, by: Author): Promise<void> {
  const before = await lockOwnComment(tx, commentId, by)
  await tx.$executeRaw`
    update comments set body = '', mentions = '{}', removed_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${commentId}::uuid`
  announceComment(tx, before, commentId)
}

type OwnComment = Subject & { mentions: string[]; isOpen: boolean }

/** Another's comment is not found: nobody changes what someone else said. The time is the database's. */
async function lockOwnComment(tx: TenantTx, commentId: string, by: Author): Promise<OwnComment> {
  const rows = await tx.$queryRaw<OwnComment[]>`
    select subject_kind as "subjectKind", subject_id as "subjectId", mentions,
      created_at > now() - make_interval(mins => ${CHANGE_MINUTES}::int) as "isOpen"
    from comments
    where tenant_id = ${tx.tenantId}::uuid and id = ${commentId}::uuid and author_id = ${by.id}::uuid and removed_at is null
    for update`
  if (!rows[0]) throw new NotFound('comment')
  if (!rows[0].isOpen) throw new CommentStands()
  return rows[0]
}
