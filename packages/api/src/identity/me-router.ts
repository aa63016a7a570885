import { z } from 'zod'
import { memberProcedure, router } from '../trpc.ts'
import { changePassword, renameSelf } from './own-account.ts'
import { endSession, listSessions } from './own-sessions.ts'
import { password } from './password.ts'
import { preferences, readPreferences, savePreferences } from './preferences.ts'

const name = z.string().trim().min(1, 'Type your name.').max(80, 'Use at most 80 characters.')

/** A member's own account in this shop. Whose it is says the session, never an input. */
export const meRouter = router({
  preferences: memberProcedure.query(({ ctx }) => ctx.inTenant((tx) => readPreferences(tx, ctx.staff.id))),
  prefer: memberProcedure
    .input(preferences.partial())
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => savePreferences(tx, { ...input, accountId: ctx.staff.id }))),
  rename: memberProcedure
    .input(z.object({ name }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => renameSelf(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  changePassword: memberProcedure
    .input(z.object({ current: z.string().max(200), next: password }))
    .mutation(({ ctx, input }) =>
      changePassword(
        ctx.auth,
        { ...input, accountId: ctx.staff.id, email: ctx.staff.email },
        { audience: `staff:${ctx.tenant.id}`, ip: ctx.request.ip, userAgent: ctx.request.userAgent },
      ),
    ),
  sessions: memberProcedure.query(({ ctx }) => listSessions(ctx.auth, ctx.staff.id, `staff:${ctx.tenant.id}`)),
  endSession: memberProcedure
    .input(z.object({ key: z.string().regex(/^[0-9a-f]{16}$/) }))
    .mutation(({ ctx, input }) => endSession(ctx.auth, ctx.staff.id, `staff:${ctx.tenant.id}`, input.key)),
})
