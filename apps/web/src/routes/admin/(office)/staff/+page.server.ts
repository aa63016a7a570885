import { m } from '#lib/i18n/messages.ts'
import { PERMISSIONS } from '@souk/api/identity'
import { fail } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:staff')
  const { staff: api } = locals.api
  const mayManage = locals.staff?.permissions.has('staff:manage') ?? false
  const [members, roles, invitations] = await loaded(
    Promise.all([api.members(), api.roles(), mayManage ? api.invitations() : []]),
  )
  return { members, roles, invitations, mayManage, words: { ...PERMISSIONS } as Record<string, string> }
}

/** The link travels by hand: there is no mail server, and the screen says so. */
const joinLink = (origin: string, token: string) => `${origin}/admin/join?token=${token}`

export const actions: Actions = {
  invite: async ({ request, locals, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const invited = await locals.api.staff.invite({ email: all.email ?? '', roleKey: all.roleKey ?? '' })
      return { link: joinLink(url.origin, invited.token), email: invited.email, roleName: invited.roleName }
    })
  },
  resend: async ({ request, locals, url }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      const invited = await locals.api.staff.resend({ invitationId: all.invitationId ?? '' })
      return { link: joinLink(url.origin, invited.token), email: invited.email, roleName: invited.roleName }
    })
  },
  revoke: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.staff.revoke({ invitationId: all.invitationId ?? '' })
      return { done: m.staff_told_revoked({ email: all.email ?? '' }) }
    })
  },
  changeRole: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.staff.changeRole({ accountId: all.accountId ?? '', roleKey: all.roleKey ?? '' })
      return { done: m.staff_told_role({ name: all.name ?? '' }) }
    })
  },
  remove: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    if (all.confirmed !== 'on') {
      return fail(422, {
        message: m.staff_tick_to_confirm(),
        code: 'unconfirmed',
        errors: {},
        values: shown,
        detail: null,
      })
    }
    return attempt(shown, async () => {
      await locals.api.staff.remove({ accountId: all.accountId ?? '' })
      return { done: m.staff_told_removed({ name: all.name ?? '' }) }
    })
  },
}
