import { m } from '#lib/i18n/messages.ts'
import { useHandoff } from '@souk/api/identity'
import { error, redirect } from '@sveltejs/kit'
import { setCookie } from '#lib/server/cookies.ts'
import type { RequestHandler } from './$types'

/** Where a sign-in arrives from the platform's host: the single-use key becomes this shop's own staff cookie. */
export const GET: RequestHandler = async ({ locals, url, cookies }) => {
  const { tenant, context } = locals
  if (!tenant) error(404, m.shell_no_page())
  const key = url.searchParams.get('key') ?? ''
  const facts = {
    audience: `staff:${tenant.id}`,
    ip: context.request.ip,
    userAgent: context.request.userAgent,
  } as const
  const token = await useHandoff(context.auth, key, tenant.id, facts)
  if (!token) redirect(303, '/admin/sign-in?expired')
  setCookie(cookies, url, 'staff', token)
  redirect(303, '/admin')
}
