import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:stock')
  const asked = url.searchParams
  const only = (['all', 'low', 'out'] as const).find((key) => key === asked.get('only')) ?? 'all'
  const q = asked.get('q')?.trim().slice(0, 200) ?? ''
  const after = /^[0-9a-f-]{36}$/.exec(asked.get('after') ?? '')?.[0]
  return { only, q, atTop: !after, page: await loaded(locals.api.catalog.stock.list({ q, only, after })) }
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
