import { router, staffProcedure } from '../trpc.ts'
import { countComplaints } from './count-complaints.ts'

/** Complaints, from both sides. */
export const serviceRouter = router({
  counts: staffProcedure('service:read').query(({ ctx }) => ctx.inTenant(countComplaints)),
})
