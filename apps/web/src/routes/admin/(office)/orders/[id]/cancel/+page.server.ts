import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:order')
  return { order: await loaded(locals.api.orders.byId({ orderId: params.id })) }
}

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const reason = all.reason === 'other' ? (all.words ?? '') : (all.reason ?? '')
      await locals.api.orders.cancel({ orderId: params.id, version: Number(all.version), reason })
      redirect(303, `/admin/orders/${params.id}`)
    })
  },
}
