import { redirect } from '@sveltejs/kit'
import { collectionOf } from '#lib/catalog/collection-form.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { all, shown } = textFields(await request.formData())
    const made = await attempt(shown, () => locals.api.catalog.collections.create(collectionOf(all)))
    if ('status' in made) return made
    redirect(303, `/admin/collections/${made.collectionId}`)
  },
}
