import { loadList } from '#lib/server/load-list.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:stock')
  return { list: await loadList(locals.api, url, 'variants', (asked) => locals.api.catalog.stock.table(asked)) }
}

export const actions: Actions = {
  adjust: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, () =>
      locals.api.catalog.stock.adjust({
        variantId: all.variantId ?? '',
        onHand: Number(all.onHand || Number.NaN),
        expectedOnHand: Number(all.expectedOnHand),
        reason: all.reason ?? '',
      }),
    )
  },
}
