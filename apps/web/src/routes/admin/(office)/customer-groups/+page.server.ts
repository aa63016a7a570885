import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:groups')
  return { groups: await loaded(locals.api.prices.groups.list()) }
}

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    const made = await attempt(shown, () => locals.api.prices.groups.create({ name: all.name ?? '' }))
    if ('status' in made) return made
    redirect(303, `/admin/customer-groups/${made.groupId}`)
  },
}
