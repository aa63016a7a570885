import { attempt, loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const TABS = ['create', 'update', 'unchanged', 'skip', 'error', 'warned'] as const

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:import')
  const { imports } = locals.api.catalog
  const found = await loaded(imports.byId({ importId: params.id }))
  const asked = TABS.find((key) => key === url.searchParams.get('tab'))
  const tab = asked ?? TABS.find((key) => key !== 'warned' && (found.counts[key] ?? 0) > 0) ?? 'create'
  const after = Number(/^\d{1,9}$/.exec(url.searchParams.get('after') ?? '')?.[0] ?? 0)
  return { found, tab, after, page: await loaded(imports.rows({ importId: params.id, outcome: tab, after })) }
}

export const actions: Actions = {
  begin: async ({ request, locals, params }) => {
    const form = await request.formData()
    const options = {
      update: form.has('update'),
      overwriteStock: form.has('overwriteStock'),
      collections: form.has('collections'),
    }
    return attempt({}, () => locals.api.catalog.imports.begin({ importId: params.id, options }))
  },
  cancel: ({ locals, params }) =>
    attempt({}, async () => {
      await locals.api.catalog.imports.cancel({ importId: params.id })
      return { cancelled: true as const }
    }),
}
