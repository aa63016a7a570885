import { m } from '#lib/i18n/messages.ts'
import { error, redirect } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!locals.tenant) error(404, m.shell_no_page())
  const token = url.searchParams.get('token') ?? ''
  const invitation = /^[a-z2-7]{32}$/.test(token) ? await loaded(locals.api.staff.invitation({ token })) : null
  if (!invitation) error(404, { message: m.staff_link_incomplete(), code: 'not_found' })
  return { shop: locals.tenant.name, invitation, token, hasAccount: url.searchParams.has('account') }
}

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { token = '', password = '', name = '' } = all
      const person = all.as === 'member' ? ({ as: 'member' } as const) : ({ as: 'new', name } as const)
      const joined = await locals.api.staff.join({ ...person, token, password })
      setCookie(cookies, url, 'staff', joined.token)
      redirect(303, '/admin')
    })
  },
}
