import { z } from 'zod'
import { Forbidden, NotFound } from '../../refusal.ts'
import { memberProcedure, router } from '../../trpc.ts'
import { listNeighbours } from '../lists/list-neighbours.ts'
import type { AnyList } from '../lists/list-spec.ts'
import { listViews, readPreference } from './read-views.ts'
import { changeView, createView, preferViews, removeView, type ViewEditor } from './save-view.ts'

const list = z.string().max(60)
const name = z.string().trim().min(1, 'Give the view a name.').max(60, 'Use at most 60 characters.')
const query = z.string().max(8000, 'This view has too many filters to be kept.')
const view = z.object({ viewId: z.uuid(), version: z.number().int().positive() })
const key = z.string().max(60)

type Staff = { id: string; permissions: ReadonlySet<string> }

/** Views of lists that people keep for themselves or share. Whoever may see a list may arrange it. */
export function viewsRouter(lists: Record<string, AnyList>) {
  const admit = (staff: Staff, listKey: string): AnyList => {
    const spec = Object.hasOwn(lists, listKey) ? lists[listKey] : undefined
    if (!spec) throw new NotFound('list')
    if (!staff.permissions.has(spec.permission)) throw new Forbidden(spec.permission)
    return spec
  }
  const editor = ({ staff, by }: { staff: Staff; by: ViewEditor['by'] }): ViewEditor => ({
    accountId: staff.id,
    managesStaff: staff.permissions.has('staff:manage'),
    by,
  })
  return router({
    of: memberProcedure.input(z.object({ list })).query(({ ctx, input }) => {
      const { views, sort } = admit(ctx.staff, input.list)
      return ctx.inTenant(async (tx) => ({
        system: Object.entries(views).map(([system, found]) => ({ key: system, ...found })),
        sort,
        saved: await listViews(tx, input.list, ctx.staff.id),
        preference: await readPreference(tx, input.list, ctx.staff.id),
      }))
    }),
    /** The records beside one in a list as its address shows it, for the page of a record. */
    neighbours: memberProcedure
      .input(z.object({ list, id: z.uuid(), search: z.string().max(4000) }))
      .query(({ ctx, input }) => {
        const spec = admit(ctx.staff, input.list)
        return ctx.inTenant((tx) => listNeighbours(tx, spec, { ...input, accountId: ctx.staff.id }))
      }),
    create: memberProcedure.input(z.object({ list, name, query, shared: z.boolean() })).mutation(({ ctx, input }) => {
      admit(ctx.staff, input.list)
      return ctx.inTenant((tx) => createView(tx, input, editor(ctx)))
    }),
    change: memberProcedure
      .input(view.extend({ name: name.optional(), query: query.optional(), shared: z.boolean().optional() }))
      .mutation(({ ctx, input }) => ctx.inTenant((tx) => changeView(tx, input, editor(ctx)))),
    remove: memberProcedure
      .input(z.object({ viewId: z.uuid() }))
      .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeView(tx, input.viewId, editor(ctx)))),
    prefer: memberProcedure
      .input(z.object({ list, defaultView: key.nullable().optional(), viewOrder: z.array(key).max(200).optional() }))
      .mutation(({ ctx, input }) => {
        admit(ctx.staff, input.list)
        return ctx.inTenant((tx) => preferViews(tx, input, ctx.staff.id))
      }),
  })
}
