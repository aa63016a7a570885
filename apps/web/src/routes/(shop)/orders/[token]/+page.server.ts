import { redirect } from '@sveltejs/kit'
import { postalLabel } from '@souk/api/address-form'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('order:page')
  const { token } = params
  if (url.searchParams.has('returned')) {
    // Back from the payment company: ask it now, so that nobody waits for a webhook.
    const { paymentStatus, payable } = await loaded(locals.api.checkout.returned({ token }))
    redirect(303, `/orders/${token}${payable && paymentStatus === 'pending' ? '?waiting=1' : ''}`)
  }
  const order = await loaded(locals.api.checkout.order({ token }))
  return { order, token, label: postalLabel(order.name, order.address), waiting: url.searchParams.has('waiting') }
}

export const actions: Actions = {
  // A press counts, a page that is loaded again or fetched ahead does not: the file itself lies behind the ticket.
  download: async ({ locals, params, request }) => {
    const { all } = textFields(await request.formData())
    const { token } = params
    const taken = await attempt({}, () => locals.api.checkout.download({ token, downloadId: all.downloadId ?? '' }))
    if ('status' in taken) return taken
    redirect(303, `/downloads/${taken.ticket}`)
  },
  pay: async ({ locals, params, url }) => {
    const paid = await attempt({}, () => locals.api.checkout.pay({ token: params.token }))
    if ('status' in paid) return paid
    const { pageUrl } = paid
    redirect(
      303,
      pageUrl?.startsWith(`${url.origin}/`) ? pageUrl.slice(url.origin.length) : (pageUrl ?? `/orders/${params.token}`),
      { external: true },
    )
  },
}
