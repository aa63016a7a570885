import { redirect } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const SIGN_IN = '/account/sign-in?next=/account/details'

export const load: PageServerLoad = async ({ locals, url }) => ({
  me: await loaded(locals.api.customers.me(), SIGN_IN),
  saved: url.searchParams.get('saved'),
})

export const actions: Actions = {
  details: async ({ locals, request }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.customers.changeDetails({
        name: all.name ?? '',
        phone: all.phone ?? '',
        version: all.version ?? '',
      })
      redirect(303, '/account/details?saved=details')
    })
  },
  password: async ({ locals, request, cookies, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { currentPassword = '', newPassword = '' } = all
      const { token } = await locals.api.customers.changePassword({ currentPassword, newPassword })
      setCookie(cookies, url, 'customer', token)
      redirect(303, '/account/details?saved=password')
    })
  },
}
