import { error } from '@sveltejs/kit'
import { mediaBaseOf } from '#lib/server/media-base-of.ts'
import { loaded } from '#lib/server/refusals.ts'
import { shopLook } from '#lib/shop/shop-look.ts'
import type { LayoutServerLoad } from './$types'

const POLICY_TITLES = { shipping: 'Delivery', returns: 'Returns', privacy: 'Privacy', terms: 'Terms' }

/** What stands around every page of a shop. */
export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('shop:front', 'shop:cart')
  const { tenant, customer, api } = locals
  if (!tenant) error(404, 'There is no such page.')
  const [front, cartCount] = await loaded(Promise.all([api.storefront.front(), api.carts.count()]))
  const { name, currency, locale, country, timeZone } = tenant
  return {
    mediaBase: mediaBaseOf(tenant),
    shop: {
      name,
      currency,
      locale,
      country,
      timeZone,
      tagline: front.tagline,
      ...shopLook(front.theme, mediaBaseOf(tenant)),
    },
    front: {
      announcement: front.announcement,
      contactEmail: front.contactEmail,
      pricesIncludeTax: front.pricesIncludeTax,
      lowStockAt: front.lowStockAt,
      menu: front.menu.map(({ handle, title }) => ({ href: `/collections/${handle}`, label: title })),
      policies: front.policies.map((key) => ({ href: `/pages/${key}`, label: POLICY_TITLES[key] })),
    },
    customer: customer && { name: customer.name },
    cartCount,
  }
}
