import { router } from '../trpc.ts'
import { auditList } from './audit-list.ts'
import { jobsRouter } from './jobs-router.ts'
import { listProcedure } from './lists/list-procedure.ts'
import { notificationsRouter } from './notifications-router.ts'
import { talkRouter } from './talk/talk-router.ts'

/** Who did what in the shop, what colleagues say about it, and what each is told. */
export const basicsRouter = router({
  jobs: jobsRouter,
  talk: talkRouter,
  notifications: notificationsRouter,
  audit: listProcedure(auditList),
})
