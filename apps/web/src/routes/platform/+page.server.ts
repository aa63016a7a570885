import { findTenantByHost, getShopSettings } from '@souk/api/tenants'
import { DEMO_SHOPS } from '$app/env/private'
import { PLATFORM_HOST } from '$app/env/public'
import { shopAddress } from './shop-address.ts'
import type { PageServerLoad } from './$types'

/** The shops that this installation shows as examples, named by their slugs in DEMO_SHOPS. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { auth, db } = locals.context
  const found = await Promise.all(
    DEMO_SHOPS.map((slug) => findTenantByHost(auth, `${slug}.${PLATFORM_HOST}`, PLATFORM_HOST)),
  )
  const shops = found.filter((tenant) => tenant !== null)
  const demoShops = shops.map(async ({ id, slug, name }) => {
    const { theme, tagline } = await db.inTenant(id, getShopSettings)
    return { name, trade: tagline, href: shopAddress(slug, url), theme }
  })
  return { demoShops: await Promise.all(demoShops) }
}
