import { redirect } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => {
  if (locals.account) redirect(303, '/shops')
}

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { token } = await locals.api.onboarding.signIn({ email: all.email ?? '', password: all.password ?? '' })
      setCookie(cookies, url, 'platform', token)
      redirect(303, '/shops')
    })
  },
}
