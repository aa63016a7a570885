import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:organisation')
  return { units: await loaded(locals.api.catalog.units.list()) }
}

export const actions: Actions = {
  add: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { key = '', name = '', baseKey = '', factor = '' } = all
      await locals.api.catalog.units.add({ key, name, baseKey, factor: Number(factor.replace(',', '.') || NaN) })
      return { saved: true as const }
    })
  },
  remove: async ({ request, locals }) => {
    const { all } = textFields(await request.formData())
    return attempt({}, async () => {
      await locals.api.catalog.units.remove({ unitId: all.unitId ?? '' })
      return { saved: true as const }
    })
  },
}
