import { z } from 'zod'
import { router, staffProcedure } from '../trpc.ts'
import { jobsRouter } from './jobs-router.ts'
import { auditList } from './audit-list.ts'
import { listDeeds } from './list-deeds.ts'
import { listProcedure } from './lists/list-procedure.ts'
import { notificationsRouter } from './notifications-router.ts'
import { talkRouter } from './talk/talk-router.ts'

const listed = z.object({
  actorId: z.uuid().optional(),
  area: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  after: z.uuid().optional(),
  pageSize: z.number().int().min(1).max(100).default(50),
})

/** Who did what in the shop, what colleagues say about it, and what each is told. */
export const basicsRouter = router({
  jobs: jobsRouter,
  talk: talkRouter,
  notifications: notificationsRouter,
  audit: listProcedure(auditList),
  deeds: staffProcedure('basics:audit')
    .input(listed)
    .query(({ ctx, input }) => ctx.inTenant((tx) => listDeeds(tx, input))),
})
