import { attempt, loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const OUTCOMES = ['changed', 'skipped', 'restored', 'kept', 'waiting'] as const

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:jobs')
  const outcome = OUTCOMES.find((known) => known === url.searchParams.get('outcome'))
  const after = url.searchParams.get('after') ?? undefined
  const asked = { runId: params.id, ...(outcome && { outcome }), ...(after && { after }) }
  const { bulk } = locals.api
  const [run, page] = await loaded(Promise.all([bulk.byId({ runId: params.id }), bulk.rows(asked)]))
  return { run, page, outcome: outcome ?? null, atTop: after === undefined }
}

export const actions: Actions = {
  undo: ({ locals, params }) =>
    attempt({}, async () => {
      await locals.api.bulk.undo({ runId: params.id })
      return { undoing: true as const }
    }),
}
