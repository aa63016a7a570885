import { redirect } from '@sveltejs/kit'
import { listOf } from '#lib/prices/list-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({ groups: await loaded(locals.api.prices.groups.list()) })

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    const made = await attempt(shown, () => locals.api.prices.create(listOf(all)))
    if ('status' in made) return made
    redirect(303, `/admin/prices/${made.listId}`)
  },
}
