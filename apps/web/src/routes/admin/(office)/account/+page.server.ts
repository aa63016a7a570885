import { hashToken, NOTICE_KINDS } from '@souk/api/identity'
import { m } from '#lib/i18n/messages.ts'
import { carryPreferences } from '#lib/server/carry-preferences.ts'
import { readCookie, setCookie } from '#lib/server/cookies.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { fail } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const token = readCookie(cookies, url, 'staff')
  const here = token ? hashToken(token) : ''
  const sessions = await loaded(locals.api.me.sessions())
  return {
    sessions: sessions.map((session) => ({ ...session, here: here.startsWith(session.key) })),
    noticeKinds: [...NOTICE_KINDS],
  }
}

export const actions: Actions = {
  rename: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.me.rename({ name: all.name ?? '' })
      return { done: 'rename' as const }
    })
  },
  prefer: async ({ request, locals, cookies, url }) => {
    const form = await request.formData()
    const { shown } = textFields(form)
    return attempt(shown, async () => {
      const wanted = new Set(form.getAll('notice'))
      const kept = await locals.api.me.prefer({
        ...(shown.locale && { locale: shown.locale as 'en' }),
        ...(shown.theme && { theme: shown.theme as 'light' }),
        ...(shown.density && { density: shown.density as 'default' }),
        // A box that is not ticked is not sent; the form says that it has these boxes.
        ...(shown.boxes && {
          singleKeys: form.has('singleKeys'),
          muted: NOTICE_KINDS.filter((kind) => !wanted.has(kind)),
        }),
      })
      carryPreferences(cookies, url, kept)
      return { done: 'prefer' as const }
    })
  },
  password: async ({ request, locals, cookies, url }) => {
    const { all } = textFields(await request.formData())
    if (all.passwordNext !== all.passwordAgain) {
      const errors = { again: m.shell_password_differs() }
      return fail(422, { message: errors.again, code: 'password_differs', errors, values: {}, detail: null })
    }
    return attempt({}, async () => {
      const changed = await locals.api.me.changePassword({
        current: all.passwordCurrent ?? '',
        next: all.passwordNext ?? '',
      })
      setCookie(cookies, url, 'staff', changed.token)
      return { done: 'password' as const }
    })
  },
  endSession: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, async () => {
      await locals.api.me.endSession({ key: all.key ?? '' })
      return { done: 'endSession' as const }
    })
  },
}
