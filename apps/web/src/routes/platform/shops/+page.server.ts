import { redirect } from '@sveltejs/kit'
import { PLATFORM_HOST } from '$app/env/public'
import { closeStaffSession } from '@souk/api/identity'
import { clearCookie, readCookie } from '#lib/server/cookies.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { countryOptions } from '../country-options.ts'
import { shopAddress } from '../shop-address.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, request, url }) => {
  const [shops, codes] = await loaded(
    Promise.all([locals.api.onboarding.shops(), locals.api.onboarding.countries()]),
    '/sign-in',
  )
  return {
    shops: shops.map((shop) => ({ ...shop, address: shopAddress(shop.slug, url) })),
    email: locals.account!.email,
    host: PLATFORM_HOST,
    ...countryOptions(codes, request.headers.get('accept-language')),
  }
}

export const actions: Actions = {
  enter: async ({ locals, request, url }) => {
    const { all } = textFields(await request.formData())
    return attempt({}, async () => {
      const { slug, handoff } = await locals.api.onboarding.enterShop({ tenantId: all.tenantId ?? '' })
      redirect(303, shopAddress(slug, url, `/admin/enter?key=${handoff}`), { external: true })
    })
  },
  open: async ({ locals, request, url }) => {
    const { all } = textFields(await request.formData())
    const { shopName = '', slug = '', country = '' } = all
    return attempt({ shopName, slug, country }, async () => {
      const made = await locals.api.onboarding.openShop({ shopName, slug, country })
      redirect(303, shopAddress(made.slug, url, `/admin/enter?key=${made.handoff}`), { external: true })
    })
  },
  signOut: async ({ locals, cookies, url }) => {
    const token = readCookie(cookies, url, 'platform')
    if (token) await closeStaffSession(locals.context.auth, token, 'platform')
    clearCookie(cookies, url, 'platform')
    redirect(303, '/')
  },
}
