import { attempt, loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:quality')
  const { quality } = locals.api.catalog
  const summary = await loaded(quality.summary())
  const flag = (Object.keys(summary.flags) as (keyof typeof summary.flags)[]).find(
    (key) => key === url.searchParams.get('lacks'),
  )
  const after = url.searchParams.get('after') ?? undefined
  return { summary, flag, atTop: after === undefined, list: await loaded(quality.list({ flag, after })) }
}

export const actions: Actions = {
  lookOver: ({ locals }) =>
    attempt({}, async () => {
      await locals.api.catalog.quality.lookOver()
      return { asked: true as const }
    }),
}
