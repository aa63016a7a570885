import { m } from '#lib/i18n/messages.ts'
import { error, redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:group')
  const { groups } = locals.api.prices
  const group = (await loaded(groups.list())).find(({ id }) => id === params.id)
  if (!group) error(404, { message: m.shell_no_group(), code: 'not_found' })
  const mayRead = locals.staff?.permissions.has('customers:read') ?? false
  return { group, members: mayRead ? await loaded(groups.members({ groupId: params.id })) : null }
}

export const actions: Actions = {
  rename: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    const group = { groupId: params.id, version: Number(all.version), name: all.name ?? '' }
    return attempt(shown, () => locals.api.prices.groups.rename(group))
  },
  add: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, () => locals.api.prices.groups.add({ groupId: params.id, email: all.email ?? '' }))
  },
  takeOut: async ({ request, locals, params }) => {
    const { all } = textFields(await request.formData())
    return attempt({}, async () => {
      await locals.api.prices.groups.takeOut({ groupId: params.id, customerId: all.customerId ?? '' })
      return { takenOut: true as const }
    })
  },
  remove: async ({ locals, params }) => {
    const gone = await attempt({}, async () => {
      await locals.api.prices.groups.remove({ groupId: params.id })
      return { removed: true as const }
    })
    if ('status' in gone) return gone
    redirect(303, '/admin/customer-groups')
  },
}
