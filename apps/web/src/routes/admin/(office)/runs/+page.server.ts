import { attempt, loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:jobs')
  const before = url.searchParams.get('before') ?? undefined
  const [runs, exports] = await loaded(
    Promise.all([locals.api.bulk.runs(before ? { before } : {}), locals.api.exports.mine()]),
  )
  return { runs, exports, atTop: before === undefined }
}

export const actions: Actions = {
  undo: async ({ locals, request }) => {
    const runId = String((await request.formData()).get('runId') ?? '')
    return attempt({}, async () => {
      await locals.api.bulk.undo({ runId })
      return { undoing: true as const }
    })
  },
}
