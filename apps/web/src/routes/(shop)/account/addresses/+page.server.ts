import { countryCodes, postalLabel } from '@souk/api/customers'
import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { countryOptions } from '#lib/shop/country-options.ts'
import type { Actions, PageServerLoad } from './$types'

const SIGN_IN = '/account/sign-in?next=/account/addresses'

export const load: PageServerLoad = async ({ locals, url }) => {
  const saved = await loaded(locals.api.customers.addresses(), SIGN_IN)
  const { locale = 'en', country = 'DE' } = locals.tenant ?? {}
  const addresses = saved.map((each) => ({ ...each, label: postalLabel(each.name, each.address, locale) }))
  const edited = addresses.find(({ id }) => id === url.searchParams.get('edit')) ?? null
  return {
    addresses,
    edited,
    adding: url.searchParams.has('new'),
    countries: countryOptions(countryCodes(), locale, country),
    country: edited?.address.country ?? country,
  }
}

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const { all, shown } = textFields(await request.formData())
    // Without JavaScript a country is changed by asking for its fields; nothing is judged yet.
    if (all.intent === 'country') return { message: '', code: '', errors: {}, values: shown, detail: null }
    return attempt(shown, async () => {
      const { id, isDefault, intent: _, ...typed } = all
      const address = { ...typed, country: typed.country ?? '' }
      await locals.api.customers.saveAddress({ id: id || null, isDefault: isDefault === 'on', address })
      redirect(303, '/account/addresses')
    })
  },
  remove: async ({ locals, request }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.customers.removeAddress({ id: all.id ?? '' })
      redirect(303, '/account/addresses')
    })
  },
}
