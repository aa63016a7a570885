import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:organisation')
  const { attributes } = locals.api.catalog
  if (params.id !== 'new') return { attribute: await loaded(attributes.byId({ attributeId: params.id })) }
  await loaded(attributes.list())
  return { attribute: null }
}

/** A bound that is no number becomes one that the schema refuses at its field. */
const bound = (text: string | undefined): number | null => (text?.trim() ? Number(text.trim().replace(',', '.')) : null)

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    const saved = await attempt(shown, async () => {
      const { save } = locals.api.catalog.attributes
      const { min, max, version, options = '', kind = '', name = '', ...texts } = all
      const made = await save({
        ...texts,
        name,
        kind: kind as 'text',
        ...(params.id !== 'new' && { id: params.id, version: Number(version) }),
        min: bound(min),
        max: bound(max),
        options: options
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
        filterable: all.filterable === 'on',
        everywhere: all.everywhere === 'on',
        required: all.required === 'on',
        breaking: all.breaking === 'clear' ? 'clear' : 'refuse',
      })
      return { saved: true as const, ...made }
    })
    if ('status' in saved || params.id !== 'new') return saved
    redirect(303, `/admin/attributes/${saved.id}`)
  },
  remove: async ({ locals, params }) => {
    const gone = await attempt({}, async () => {
      await locals.api.catalog.attributes.remove({ attributeId: params.id })
      return { removed: true as const }
    })
    if ('status' in gone) return gone
    redirect(303, '/admin/attributes')
  },
}
