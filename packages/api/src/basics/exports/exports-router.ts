import { z } from 'zod'
import { Forbidden, NotFound } from '../../refusal.ts'
import { memberProcedure, router } from '../../trpc.ts'
import { exportPlan, listOf, type ExportLists } from './export-plan.ts'
import { listExports } from './read-exports.ts'
import { startExport } from './start-export.ts'

/** Files made of lists. Each list asks for its own permission, when its file is made and when it is fetched. */
export function exportsRouter(lists: ExportLists) {
  return router({
    start: memberProcedure.input(exportPlan).mutation(({ ctx, input }) => {
      const { permission } = listOf(lists, input)
      if (!ctx.staff.permissions.has(permission)) throw new Forbidden(permission)
      const { inTenant, filesDir, by } = ctx
      return startExport({ inTenant, filesDir, by, tenantId: ctx.tenant.id }, lists, input)
    }),
    mine: memberProcedure.query(({ ctx }) =>
      ctx.inTenant((tx) => listExports(tx, { permissions: [...ctx.staff.permissions], createdBy: ctx.staff.id })),
    ),
    byId: memberProcedure.input(z.object({ exportId: z.uuid() })).query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const [found] = await listExports(tx, { permissions: [...ctx.staff.permissions], id: input.exportId })
        if (!found) throw new NotFound('export')
        return found
      }),
    ),
  })
}
