import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

/** Home shows what waits for this member: only numbers of places the role can open, each equal to the list behind it. */
export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:orders', 'office:complaints', 'office:stock')
  const { api, staff } = locals
  const may = (permission: Parameters<NonNullable<typeof staff>['permissions']['has']>[0]) =>
    staff?.permissions.has(permission) ?? false
  const [cards, orders, sales, settings, products] = await loaded(
    Promise.all([
      api.home.cards(),
      may('orders:read') ? api.orders.counts() : null,
      may('orders:read') && (may('tenants:settings') || may('orders:capture')) ? api.orders.salesToday() : null,
      may('tenants:settings') ? api.tenants.settings() : null,
      may('tenants:settings') && may('catalog:read') ? api.catalog.products.table({}) : null,
    ]),
  )
  return {
    cards,
    orders,
    sales,
    setup: settings && {
      hasProducts: (products?.rows.length ?? 0) > 0,
      tagline: settings.tagline !== '',
      policies: Object.values(settings.policies).some(Boolean),
      colours: Boolean(settings.theme.brand),
    },
  }
}
