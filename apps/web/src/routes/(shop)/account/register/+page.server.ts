import { redirect } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import { nextPath } from '#lib/server/next-path.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  const next = nextPath(url.searchParams.get('next'), '/account')
  if (locals.customer) redirect(303, next)
  return { next }
}

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { name = '', email = '', password = '' } = all
      const { token } = await locals.api.customers.register({ name, email, password })
      setCookie(cookies, url, 'customer', token)
      redirect(303, nextPath(all.next, '/account'))
    })
  },
}
