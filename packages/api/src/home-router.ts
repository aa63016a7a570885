import type { AnyList } from './basics/index.ts'
import { homeCards } from './home-cards.ts'
import { memberProcedure, router } from './trpc.ts'

/** What waits for a member, by what their role does. */
export const homeRouter = (lists: Record<string, AnyList>) =>
  router({
    cards: memberProcedure.query(({ ctx }) => ctx.inTenant((tx) => homeCards(tx, lists, ctx.staff.permissions))),
  })
