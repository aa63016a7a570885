import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

/** The variant is chosen by the page from its address, so choosing another one asks nothing of the server. */
export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('shop:product', 'shop:prices')
  const { product, related } = await loaded(locals.api.storefront.product({ handle: params.handle }))
  return { product, related, readAt: new Date() }
}
