import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { textToMinor } from '#lib/ui/money-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:settings')
  const { tenants } = locals.api
  const [settings, selling] = await loaded(Promise.all([tenants.settings(), tenants.selling()]))
  return { settings, selling }
}

const POLICIES = ['shipping', 'returns', 'privacy', 'terms'] as const
const COLOURS = ['brand', 'background', 'ink', 'accent'] as const

export const actions: Actions = {
  save: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.tenants.save({
        version: Number(all.version),
        name: all.name ?? '',
        tagline: all.tagline ?? '',
        announcement: all.announcement ?? '',
        contactEmail: all.contactEmail ?? '',
        lowStockAt: all.lowStockAt ?? '',
        holdMinutes: all.holdMinutes ?? '',
        theme: Object.fromEntries(COLOURS.flatMap((colour) => (all[colour] ? [[colour, all[colour]]] : []))),
        policies: Object.fromEntries(POLICIES.map((policy) => [policy, all[policy] ?? ''])),
      })
      return { saved: 'settings' as const }
    })
  },
  delivery: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    const currency = locals.tenant?.currency ?? 'EUR'
    return attempt(shown, async () => {
      await locals.api.tenants.saveDelivery({
        ...(all.id && { id: all.id }),
        name: all.name ?? '',
        description: all.description ?? '',
        // What is no amount becomes one that the schema refuses at its field.
        priceMinor: textToMinor(all.price ?? '', currency) ?? -1n,
        freeFromMinor: all.freeFrom?.trim() ? (textToMinor(all.freeFrom, currency) ?? -1n) : null,
        countries: (all.countries ?? '')
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
        daysMin: all.daysMin ?? '',
        daysMax: all.daysMax ?? '',
        active: all.active === 'on',
      })
      return { saved: 'delivery' as const }
    })
  },
  tax: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const rateBp = Math.round(Number((all.rate ?? '').trim().replace(',', '.') || NaN) * 10_000) / 100
      await locals.api.tenants.saveTax({
        country: (all.country ?? '').trim().toUpperCase(),
        name: all.taxName ?? '',
        rateBp,
      })
      return { saved: 'tax' as const }
    })
  },
}
