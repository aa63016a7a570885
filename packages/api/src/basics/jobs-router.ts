import { z } from 'zod'
import { NotFound } from '../refusal.ts'
import { memberProcedure, router } from '../trpc.ts'
import { cancelJob } from './job-status.ts'
import { listMyJobs } from './list-my-jobs.ts'

/** The work a member has given to the house: what runs, what is done, and the way to stop it. */
export const jobsRouter = router({
  mine: memberProcedure.query(({ ctx }) => ctx.inTenant((tx) => listMyJobs(tx, { accountId: ctx.staff.id }))),
  cancel: memberProcedure.input(z.object({ jobId: z.uuid() })).mutation(({ ctx, input }) =>
    ctx.inTenant(async (tx) => {
      const [job] = await listMyJobs(tx, { accountId: ctx.staff.id, id: input.jobId })
      if (!job?.cancellable) throw new NotFound('job')
      await cancelJob(tx, input.jobId)
    }),
  ),
})
