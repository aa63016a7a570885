import { error, json } from '@sveltejs/kit'
import { mediaBaseOf } from '#lib/server/media-base-of.ts'
import { pictureOf } from '#lib/shop/picture.ts'
import type { Suggestion } from '#lib/shop/suggestion.ts'
import { formatMoney } from '#lib/ui/money-text.ts'
import type { RequestHandler } from './$types'

/** What the search field offers while typing, ready to be shown. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { tenant, api } = locals
  if (!tenant) error(404, 'There is no such page.')
  const query = (url.searchParams.get('q') ?? '').slice(0, 200)
  const { products, collections } = await api.storefront.suggest({ query })
  const suggestions: Suggestion[] = [
    ...collections.map(({ handle, title }) => ({
      href: `/collections/${handle}`,
      title,
      note: 'Collection',
      picture: null,
    })),
    ...products.map(({ handle, title, priceMinor, priceMaxMinor, picture }) => ({
      href: `/products/${handle}`,
      title,
      note: `${priceMaxMinor > priceMinor ? 'From ' : ''}${formatMoney(priceMinor, tenant.currency, tenant.locale)}`,
      picture: picture && pictureOf(picture, mediaBaseOf(tenant)).src.replace('w=640', 'w=320'),
    })),
  ]
  return json(suggestions)
}
