import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, depends }) => {
  depends('shop:prices')
  return loaded(locals.api.storefront.home())
}
