import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:prices')
  return { lists: await loaded(locals.api.prices.lists()) }
}

export const actions: Actions = {
  check: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    const [variant] = await loaded(locals.api.catalog.products.variants({ q: all.q ?? '' }))
    if (!variant) return { values: shown, nothing: true as const }
    const answer = await attempt(shown, () =>
      locals.api.prices.check({
        variantId: variant.variantId,
        quantity: Number(all.quantity || 1),
        email: all.email ?? '',
      }),
    )
    return 'status' in answer ? answer : { values: shown, variant, answer }
  },
}
