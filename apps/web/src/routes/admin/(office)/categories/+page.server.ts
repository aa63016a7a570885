import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { RequestEvent } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

const OPEN_MAX = 100
const STEP = 200
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What is open stands in the address, so that a reload, the way back and a page without JavaScript show the same tree. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:organisation')
  const asked = url.searchParams
  const open = (asked.get('open') ?? '')
    .split('.')
    .filter((id) => UUID.test(id))
    .slice(0, OPEN_MAX)
  const show = Math.min(5000, Math.max(STEP, Number(asked.get('show')) || STEP))
  const q = asked.get('q')?.trim().slice(0, 100) ?? ''
  const { categories } = locals.api.catalog
  const [rows, found] = await loaded(Promise.all([categories.tree({ open, show }), q ? categories.find({ q }) : null]))
  return { rows, found, open, show, q }
}

const deed = async (
  { request, locals }: RequestEvent,
  work: (api: typeof locals.api.catalog.categories, all: Record<string, string>) => Promise<unknown>,
) => {
  const { all, shown } = textFields(await request.formData())
  return attempt(shown, async () => {
    await work(locals.api.catalog.categories, all)
    return { saved: true as const }
  })
}

export const actions: Actions = {
  create: (event) => deed(event, (api, all) => api.create({ name: all.name ?? '', parentId: all.parentId || null })),
  rename: (event) => deed(event, (api, all) => api.rename({ categoryId: all.categoryId ?? '', name: all.name ?? '' })),
  move: (event) =>
    deed(event, (api, all) =>
      api.move({
        categoryId: all.categoryId ?? '',
        parentId: all.parentId || null,
        ...(all.index && { index: Number(all.index) }),
      }),
    ),
  remove: (event) => deed(event, (api, all) => api.remove({ categoryId: all.categoryId ?? '' })),
}
