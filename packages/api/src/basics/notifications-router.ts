import { z } from 'zod'
import { memberProcedure, router } from '../trpc.ts'
import { countUnread, listNotifications, markRead } from './notifications.ts'

const PAGE_SIZE = 30

/** What a member was told. Everyone reads their own alone: the account is the one who asks, never an input. */
export const notificationsRouter = router({
  list: memberProcedure
    .input(
      z.object({ filter: z.enum(['all', 'unread', 'mentions']).default('all'), before: z.uuid().optional() }).default({
        filter: 'all',
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const found = await listNotifications(tx, { ...input, accountId: ctx.staff.id, limit: PAGE_SIZE + 1 })
        const rows = found.slice(0, PAGE_SIZE)
        return { rows, older: found.length > PAGE_SIZE ? rows.at(-1)!.id : null }
      }),
    ),
  count: memberProcedure.query(({ ctx }) => ctx.inTenant((tx) => countUnread(tx, ctx.staff.id))),
  markRead: memberProcedure
    .input(z.object({ ids: z.array(z.uuid()).max(200).optional() }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => markRead(tx, { ...input, accountId: ctx.staff.id }))),
})
