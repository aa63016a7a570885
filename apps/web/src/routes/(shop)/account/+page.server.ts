import { redirect } from '@sveltejs/kit'
import { clearCookie, readCookie } from '#lib/server/cookies.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!locals.customer) redirect(303, '/account/sign-in')
  const before = url.searchParams.get('before') ?? ''
  return loaded(locals.api.customers.orders({ before: UUID.test(before) ? before : null }), '/account/sign-in')
}

export const actions: Actions = {
  signOut: async ({ locals, cookies, url }) => {
    const token = readCookie(cookies, url, 'customer')
    if (token) await locals.api.customers.signOut({ token })
    clearCookie(cookies, url, 'customer')
    redirect(303, '/')
  },
}
