import { z } from 'zod'
import { Forbidden } from '../../refusal.ts'
import { memberProcedure, router } from '../../trpc.ts'
import type { BulkRegistry, Permission } from './bulk-action.ts'
import { bulkSelection } from './bulk-selection.ts'
import { findAction } from './find-action.ts'
import { previewBulk } from './preview-bulk.ts'
import { getBulkRun, listBulkRows, listBulkRuns } from './read-bulk-runs.ts'
import { startBulkRun } from './start-bulk-run.ts'
import { undoBulkRun } from './undo-bulk-run.ts'

const ROWS_A_PAGE = 100

const asked = z.object({
  action: z.string().max(60),
  list: z.string().max(60),
  input: z.record(z.string(), z.unknown()),
  selection: bulkSelection,
})
const run = z.object({ runId: z.uuid() })
const outcome = z.enum(['waiting', 'changed', 'skipped', 'restored', 'kept']).optional()

type Staff = { permissions: ReadonlySet<Permission> }

/** Actions on many rows of a list. Each asks for its own permission and for that of the list it is begun on. */
export function bulkRouter(registry: BulkRegistry) {
  const need = (staff: Staff, permission: Permission | undefined) => {
    if (permission && !staff.permissions.has(permission)) throw new Forbidden(permission)
  }
  const admit = (staff: Staff, { action, list }: { action: string; list: string }) => {
    need(staff, findAction(registry, action, list).permission)
    need(staff, registry.lists.permissionOf(list))
  }
  const allowed = (staff: Staff) =>
    Object.keys(registry.actions).filter((key) => staff.permissions.has(registry.actions[key]!.permission))
  return router({
    preview: memberProcedure.input(asked).query(({ ctx, input }) => {
      admit(ctx.staff, input)
      return previewBulk(ctx.inTenant, registry, input)
    }),
    start: memberProcedure.input(asked).mutation(({ ctx, input }) => {
      admit(ctx.staff, input)
      return ctx.inTenant((tx) => startBulkRun(tx, registry, input, ctx.by))
    }),
    undo: memberProcedure.input(run).mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        await getBulkRun(tx, { ...input, actions: allowed(ctx.staff) })
        return undoBulkRun(tx, input.runId, ctx.by)
      }),
    ),
    runs: memberProcedure
      .input(z.object({ before: z.uuid().optional() }))
      .query(({ ctx, input }) =>
        ctx.inTenant((tx) => listBulkRuns(tx, { actions: allowed(ctx.staff), before: input.before })),
      ),
    byId: memberProcedure
      .input(run)
      .query(({ ctx, input }) => ctx.inTenant((tx) => getBulkRun(tx, { ...input, actions: allowed(ctx.staff) }))),
    rows: memberProcedure.input(run.extend({ outcome, after: z.uuid().optional() })).query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        await getBulkRun(tx, { runId: input.runId, actions: allowed(ctx.staff) })
        const rows = await listBulkRows(tx, { ...input, limit: ROWS_A_PAGE + 1 })
        const more = rows.length > ROWS_A_PAGE
        return { rows: rows.slice(0, ROWS_A_PAGE), next: more ? rows[ROWS_A_PAGE - 1]!.id : null }
      }),
    ),
  })
}
