import { z } from 'zod'
import { listProcedure } from '../basics/index.ts'
import { publicProcedure, router, staffProcedure } from '../trpc.ts'
import { answerComplaint, replyToComplaint } from './answer-complaint.ts'
import { complaintsList } from './complaints-list.ts'
import { countComplaints } from './count-complaints.ts'
import { complaintsOfOrder } from './complaint-row.ts'
import { openComplaint } from './open-complaint.ts'
import { staffThread, threadsOfToken } from './read-thread.ts'
import { message, openComplaintInput, orderToken, replyInput } from './schema.ts'
import { assignComplaint, settleComplaint } from './settle-complaint.ts'
import { preparePictures } from './write-message.ts'

const complaintId = z.object({ complaintId: z.uuid() })
const seen = complaintId.extend({ version: z.coerce.number().int().positive() })
/** Complaints, from both sides: the shopper is known by the order's token, staff by their role. */
export const serviceRouter = router({
  ofToken: publicProcedure
    .input(z.object({ orderToken }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => threadsOfToken(tx, input.orderToken))),
  open: publicProcedure.input(openComplaintInput).mutation(async ({ ctx, input }) => {
    const pictures = await preparePictures(input.pictures)
    return ctx.inTenant((tx) => openComplaint(tx, { ...input, pictures, filesDir: ctx.filesDir }, ctx.by))
  }),
  reply: publicProcedure.input(replyInput).mutation(async ({ ctx, input }) => {
    const pictures = await preparePictures(input.pictures)
    return ctx.inTenant((tx) => replyToComplaint(tx, { ...input, pictures, filesDir: ctx.filesDir }, ctx.by))
  }),
  counts: staffProcedure('service:read').query(({ ctx }) => ctx.inTenant(countComplaints)),
  table: listProcedure(complaintsList),
  ofOrder: staffProcedure('service:read')
    .input(z.object({ orderId: z.uuid() }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => complaintsOfOrder(tx, input.orderId))),
  byId: staffProcedure('service:read')
    .input(complaintId)
    .query(({ ctx, input }) => ctx.inTenant((tx) => staffThread(tx, input.complaintId))),
  answer: staffProcedure('service:answer')
    .input(complaintId.extend({ message }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => answerComplaint(tx, input, ctx.by))),
  resolve: staffProcedure('service:answer')
    .input(seen)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => settleComplaint(tx, { ...input, deed: 'resolve' }, ctx.by))),
  reopen: staffProcedure('service:answer')
    .input(seen)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => settleComplaint(tx, { ...input, deed: 'reopen' }, ctx.by))),
  assign: staffProcedure('service:answer')
    .input(seen)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => assignComplaint(tx, input, { ...ctx.by, id: ctx.staff.id }))),
})
