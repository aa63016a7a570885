import { m } from '#lib/i18n/messages.ts'
import { closeStaffSession, findMember, signInStaff, WrongSignIn } from '@souk/api/identity'
import { error, redirect } from '@sveltejs/kit'
import { carryOwnPreferences } from '#lib/server/carry-preferences.ts'
import { setCookie } from '#lib/server/cookies.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  if (!locals.tenant) error(404, m.shell_no_page())
  if (locals.staff) redirect(303, pathOf(url.searchParams.get('next')))
  return {
    shop: locals.tenant.name,
    next: pathOf(url.searchParams.get('next')),
    expired: url.searchParams.has('expired'),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const { tenant, context } = locals
    if (!tenant) error(404, m.shell_no_page())
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const { ip, userAgent } = context.request
      const facts = { audience: `staff:${tenant.id}`, ip, userAgent } as const
      const { account, token } = await signInStaff(
        context.auth,
        { email: all.email ?? '', password: all.password ?? '' },
        facts,
      )
      // Right password, but no member here: told like a wrong one, so that no shop learns who has an account elsewhere.
      if (!(await findMember(context.db.inTenant, tenant.id, account.id))) {
        await closeStaffSession(context.auth, token, facts.audience)
        throw new WrongSignIn()
      }
      setCookie(cookies, url, 'staff', token)
      await carryOwnPreferences(cookies, url, context, tenant.id, account.id)
      redirect(303, pathOf(all.next))
    })
  },
}

/** Only a path of this back office is followed after the sign-in, never another site. */
const pathOf = (next: string | null | undefined): string =>
  next && /^\/admin(?:\/[\w./?=&%-]*)?$/.test(next) ? next : '/admin'
