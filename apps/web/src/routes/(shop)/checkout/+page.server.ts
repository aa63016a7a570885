import { fail, redirect } from '@sveltejs/kit'
import type { Api } from '@souk/api'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('shop:cart', 'shop:prices')
  const view = await loaded(locals.api.checkout.view({}))
  if (view.cart.lines.length === 0) redirect(303, '/cart')
  return { view, key: crypto.randomUUID() as string, email: locals.customer?.email ?? '' }
}

/** What the form chose, priced; a choice that makes no sense falls back to the first that does. */
const viewOf = (api: Api, fields: Record<string, string>) =>
  api.checkout.view({
    ...(/^[A-Z]{2}$/.test(fields.country ?? '') && { country: fields.country }),
    ...(/^[0-9a-f-]{36}$/.test(fields.methodId ?? '') && { methodId: fields.methodId }),
  })

/** The API names the parts of an address by their place in it; the form's fields are flat. */
const flat = (errors: Record<string, string>) =>
  Object.fromEntries(Object.entries(errors).map(([field, told]) => [field.replace(/^address\./, ''), told]))

export const actions: Actions = {
  place: async ({ request, locals, url }) => {
    const { all, shown } = textFields(await request.formData())
    if (all.intent === 'country' || all.intent === 'method') {
      const values = all.intent === 'country' ? { ...shown, region: '', postalCode: '' } : shown
      return { values, view: await viewOf(locals.api, all) }
    }
    const { key = '', email = '', methodId = '', provider = '', expectedTotalMinor = '' } = all
    const placed = await attempt(shown, () =>
      locals.api.checkout.place({
        key,
        email,
        methodId: methodId || null,
        provider,
        expectedTotalMinor,
        address: {
          ...all,
          country: all.country ?? '',
        },
      }),
    )
    if ('status' in placed) {
      if (placed.data.code === 'cart_empty') redirect(303, '/cart')
      return fail(placed.status, {
        ...placed.data,
        errors: flat(placed.data.errors),
        view: await viewOf(locals.api, all),
      })
    }
    // The order stands whatever happens now; when its payment cannot be opened, its own page offers it again.
    const { pageUrl } = await locals.api.checkout.pay({ token: placed.token }).catch(() => ({ pageUrl: null }))
    redirect(
      303,
      pageUrl?.startsWith(`${url.origin}/`) ? pageUrl.slice(url.origin.length) : (pageUrl ?? `/orders/${placed.token}`),
      { external: true },
    )
  },
  accept: async ({ locals }) => {
    await locals.api.carts.accept()
    redirect(303, '/checkout')
  },
}
