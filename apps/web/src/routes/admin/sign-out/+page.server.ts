import { m } from '#lib/i18n/messages.ts'
import { signOutStaff } from '@souk/api/identity'
import { error, redirect } from '@sveltejs/kit'
import { clearCookie, readCookie } from '#lib/server/cookies.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => redirect(303, '/admin')

export const actions: Actions = {
  default: async ({ locals, cookies, url }) => {
    const { tenant, context } = locals
    if (!tenant) error(404, m.shell_no_page())
    const token = readCookie(cookies, url, 'staff')
    const doors = { auth: context.auth, inTenant: context.db.inTenant }
    if (token) await signOutStaff(doors, tenant.id, { token, accountId: locals.staff?.id ?? null })
    clearCookie(cookies, url, 'staff')
    redirect(303, '/admin/sign-in')
  },
}
