import { z } from 'zod'
import { memberProcedure, publicProcedure, router, staffProcedure } from '../trpc.ts'
import { acceptInvitation, getInvitation } from './accept-invitation.ts'
import { changeRole } from './change-role.ts'
import { email } from './email.ts'
import { inviteColleague, resendInvitation, revokeInvitation } from './invite-colleague.ts'
import { listColleagues, listInvitations, listOwners, listRoles } from './list-colleagues.ts'
import { password } from './password.ts'
import { removeMember } from './remove-member.ts'
import { closeStaffSessionsAt } from './staff-sessions.ts'

const token = z.string().regex(/^[a-z2-7]{32}$/, 'This link is not complete. Copy the whole of it.')
const invitationId = z.object({ invitationId: z.uuid() })
const roleKey = z.string().min(1, 'Choose a role.').max(60)
const name = z.string().trim().min(1, 'Type your name.').max(80, 'Use at most 80 characters.')
const joining = z.discriminatedUnion('as', [
  z.object({ as: z.literal('new'), token, name, password }),
  z.object({ as: z.literal('member'), token, password: z.string().max(200) }),
])

/** Who works in the shop, and in which role. */
export const staffRouter = router({
  owners: memberProcedure.query(({ ctx }) => ctx.inTenant(listOwners)),
  members: staffProcedure('staff:read').query(({ ctx }) => ctx.inTenant(listColleagues)),
  roles: staffProcedure('staff:read').query(({ ctx }) => ctx.inTenant(listRoles)),
  invitations: staffProcedure('staff:manage').query(({ ctx }) => ctx.inTenant(listInvitations)),
  invite: staffProcedure('staff:manage')
    .input(z.object({ email, roleKey }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => inviteColleague(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  resend: staffProcedure('staff:manage')
    .input(invitationId)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => resendInvitation(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  revoke: staffProcedure('staff:manage')
    .input(invitationId)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => revokeInvitation(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  changeRole: staffProcedure('staff:manage')
    .input(z.object({ accountId: z.uuid(), roleKey }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => changeRole(tx, input, { ...ctx.by, id: ctx.staff.id }))),
  remove: staffProcedure('staff:manage')
    .input(z.object({ accountId: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      await ctx.inTenant((tx) => removeMember(tx, input, { ...ctx.by, id: ctx.staff.id }))
      await closeStaffSessionsAt(ctx.auth, input.accountId, `staff:${ctx.tenant.id}`)
    }),
  invitation: publicProcedure
    .input(z.object({ token }))
    .query(({ ctx, input }) => ctx.inTenant((tx) => getInvitation(tx, input.token))),
  join: publicProcedure
    .input(joining)
    .mutation(({ ctx, input }) =>
      acceptInvitation(
        { auth: ctx.auth, inTenant: ctx.inTenant },
        { token: input.token, password: input.password, name: input.as === 'new' ? input.name : undefined },
        { audience: `staff:${ctx.tenant.id}`, ip: ctx.request.ip, userAgent: ctx.request.userAgent },
        ctx.by,
      ),
    ),
})
