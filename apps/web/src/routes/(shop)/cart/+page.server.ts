import { redirect, type RequestEvent } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends, url }) => {
  depends('shop:cart', 'shop:prices')
  return { cart: await loaded(locals.api.carts.current()), next: localPath(url.searchParams.get('next')) }
}

/** A path of this shop to go back to; anything else is left out, so that no link can lead a shopper away. */
const localPath = (path: string | null | undefined): string | null => (path && /^\/(?![/\\])/.test(path) ? path : null)

function keepToken({ cookies, url }: RequestEvent, token: string | null): void {
  if (token) setCookie(cookies, url, 'cart', token)
}

export const actions: Actions = {
  add: async (event) => {
    const { all, shown } = textFields(await event.request.formData())
    const added = await attempt(shown, () =>
      event.locals.api.carts.add({ variantId: all.variantId ?? '', quantity: Number(all.quantity ?? 1) }),
    )
    if ('status' in added) return added
    keepToken(event, added.newToken)
    const next = localPath(all.next)
    redirect(303, next ? `/cart?next=${encodeURIComponent(next)}` : '/cart')
  },
  update: async (event) => {
    const { all, shown } = textFields(await event.request.formData())
    return attempt(shown, async () => {
      const quantity = Number(all.quantity)
      const { newToken } = await event.locals.api.carts.setQuantity({ variantId: all.variantId ?? '', quantity })
      keepToken(event, newToken)
      return { updated: all.variantId }
    })
  },
  remove: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { before } = await locals.api.carts.remove({ variantId: all.variantId ?? '' })
      return { removed: { variantId: all.variantId ?? '', quantity: before, title: all.title ?? 'The product' } }
    })
  },
  note: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.carts.note({ note: all.note ?? '' })
      return { noted: true }
    })
  },
  accept: async ({ locals }) => attempt({}, async () => (await locals.api.carts.accept(), { accepted: true })),
}
