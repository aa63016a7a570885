import { z } from 'zod'
import type { AnyList } from './basics/index.ts'
import { findAnything } from './find-anything.ts'
import { memberProcedure, router } from './trpc.ts'

/** What the command palette asks while somebody types. Every member may ask; each kind answers to those who may see it. */
export const findRouter = (lists: Record<string, AnyList>) =>
  router({
    anything: memberProcedure
      .input(z.object({ q: z.string().trim().min(2, 'Type at least two characters.').max(100) }))
      .query(({ ctx, input }) =>
        ctx.inTenant((tx) => findAnything(tx, lists, { ...input, permissions: ctx.staff.permissions })),
      ),
  })
