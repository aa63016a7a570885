import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:imports')
  return { imports: await loaded(locals.api.catalog.imports.list()) }
}

const bytesOf = async (file: File) => ({ filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData()
    const { shown } = textFields(form)
    const csv = form.get('file')
    const pictures = [...form.getAll('zip'), ...form.getAll('folder')].filter(
      (file) => file instanceof File && file.size > 0,
    ) as File[]
    const options = {
      update: form.has('update'),
      overwriteStock: form.has('overwriteStock'),
      collections: form.has('collections'),
    }
    const made = await attempt(shown, async () =>
      locals.api.catalog.imports.upload({
        csv: csv instanceof File && csv.name ? await bytesOf(csv) : { filename: 'file', bytes: new Uint8Array() },
        pictures: await Promise.all(pictures.map(bytesOf)),
        options,
      }),
    )
    if ('status' in made) return made
    redirect(303, `/admin/imports/${made.importId}`)
  },
}
