import { redirect } from '@sveltejs/kit'
import { PLATFORM_HOST } from '$app/env/public'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import { countryOptions } from '../country-options.ts'
import { shopAddress } from '../shop-address.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, request }) => {
  if (locals.account) redirect(303, '/shops')
  const codes = await locals.api.onboarding.countries()
  return { ...countryOptions(codes, request.headers.get('accept-language')), host: PLATFORM_HOST }
}

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const { all, shown } = textFields(await request.formData())
    const { email = '', password = '', shopName = '', slug = '', country = '' } = all
    return attempt(shown, async () => {
      const made = await locals.api.onboarding.signUp({ email, password, shopName, slug, country })
      setCookie(cookies, url, 'platform', made.sessionToken)
      redirect(303, shopAddress(made.slug, url, `/admin/enter?key=${made.handoff}`), { external: true })
    })
  },
}
