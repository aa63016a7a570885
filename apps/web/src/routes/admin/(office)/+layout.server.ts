import { redirect } from '@sveltejs/kit'
import { formatLocale } from '#lib/i18n/format-locale.ts'
import { mediaBaseOf } from '#lib/server/media-base-of.ts'
import type { LayoutServerLoad } from './$types'

/** Who works here and what the role allows. Every procedure checks again; this only decides what is shown. */
export const load: LayoutServerLoad = async ({ locals, url, depends }) => {
  depends('office:counts', 'office:me', 'office:jobs')
  const { staff, tenant, api } = locals
  if (!staff || !tenant) redirect(303, `/admin/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
  const may = (permission: Parameters<typeof staff.permissions.has>[0]) => staff.permissions.has(permission)
  const [jobs, owners, preferences, orders, complaints, unread] = await Promise.all([
    api.basics.jobs.mine(),
    api.staff.owners(),
    api.me.preferences(),
    may('orders:read') ? api.orders.counts() : undefined,
    may('service:read') ? api.service.counts() : undefined,
    api.basics.notifications.count(),
  ])
  const { id, slug, name, currency, locale, timeZone } = tenant
  return {
    mediaBase: mediaBaseOf(tenant),
    // Numbers and dates are written for the reader, in the shop's time zone.
    shop: { id, slug, name, currency, locale: formatLocale(locale), timeZone },
    me: {
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.roleName,
      permissions: [...staff.permissions],
      preferences,
    },
    owners,
    jobs,
    unread,
    counts: { orders: orders && orders.toPick + orders.picking + orders.packed, complaints: complaints?.open },
  }
}
