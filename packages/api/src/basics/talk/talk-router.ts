import { z } from 'zod'
import { Forbidden } from '../../refusal.ts'
import { memberProcedure, router } from '../../trpc.ts'
import { prepareFile } from '../file-prepare.ts'
import { SUBJECT_KINDS, SUBJECT_NEEDS, type SubjectKind } from '../subjects.ts'
import { addComment, editComment, removeComment, type CommentFile } from './comments.ts'
import { colleaguesFor } from './mentions.ts'
import { readTimeline, timelinePeople } from './read-timeline.ts'

const PAGE_SIZE = 30
const FILES_MAX = 5
const subjectKind = z.enum(SUBJECT_KINDS)
const subject = z.object({ subjectKind, subjectId: z.uuid() })
const words = z.object({
  body: z.string().trim().min(1, 'Write something.').max(5000, 'Use at most 5,000 characters.'),
  mentions: z.array(z.uuid()).max(50).default([]),
})
const file = z.object({
  filename: z.string().max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
const listed = subject.extend({
  show: z.enum(['all', 'changes', 'comments']).default('all'),
  actorId: z.uuid().optional(),
  before: z.uuid().optional(),
})

type Staff = { id: string; permissions: ReadonlySet<string> }

/** What one may not see one may not talk about either. */
function mustSee(staff: Staff, kind: SubjectKind): void {
  if (!staff.permissions.has(SUBJECT_NEEDS[kind])) throw new Forbidden(SUBJECT_NEEDS[kind])
}

/** The timeline of a record and what colleagues say about it. */
export const talkRouter = router({
  timeline: memberProcedure.input(listed).query(async ({ ctx, input }) => {
    mustSee(ctx.staff, input.subjectKind)
    return ctx.inTenant(async (tx) => {
      const found = await readTimeline(tx, { ...input, limit: PAGE_SIZE + 1 })
      const rows = found.slice(0, PAGE_SIZE).map((row) => ({ ...row, mine: row.actorId === ctx.staff.id }))
      return { rows, older: found.length > PAGE_SIZE ? rows.at(-1)!.id : null }
    })
  }),
  people: memberProcedure.input(subject).query(async ({ ctx, input }) => {
    mustSee(ctx.staff, input.subjectKind)
    return ctx.inTenant((tx) => timelinePeople(tx, input))
  }),
  colleagues: memberProcedure.input(z.object({ subjectKind })).query(async ({ ctx, input }) => {
    mustSee(ctx.staff, input.subjectKind)
    return ctx.inTenant((tx) => colleaguesFor(tx, input.subjectKind))
  }),
  comment: memberProcedure
    .input(subject.extend(words.shape).extend({ files: z.array(file).max(FILES_MAX).default([]) }))
    .mutation(async ({ ctx, input }) => {
      mustSee(ctx.staff, input.subjectKind)
      const files: CommentFile[] = []
      for (const one of input.files) files.push({ ...one, prepared: await prepareFile('comment', one.bytes) })
      const author = { ...ctx.by, id: ctx.staff.id }
      return ctx.inTenant((tx) => addComment(tx, ctx.filesDir, { ...input, files }, author))
    }),
  editComment: memberProcedure
    .input(words.extend({ commentId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => editComment(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  removeComment: memberProcedure
    .input(z.object({ commentId: z.uuid() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant((tx) => removeComment(tx, input.commentId, { ...ctx.by, id: ctx.staff.id })),
    ),
})
