import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const VIEWS = ['all', 'undescribed', 'unused'] as const

export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:media')
  const view = VIEWS.find((known) => known === url.searchParams.get('view')) ?? 'all'
  const q = (url.searchParams.get('q') ?? '').slice(0, 200)
  const after = url.searchParams.get('after')
  return { q, view, after, ...(await loaded(locals.api.catalog.media.list({ q, view, ...(after && { after }) }))) }
}

export const actions: Actions = {
  upload: async ({ locals, request }) => {
    const form = await request.formData()
    return attempt({}, async () => {
      for (const file of form.getAll('pictures')) {
        if (!(file instanceof File) || file.size === 0) continue
        const bytes = new Uint8Array(await file.arrayBuffer())
        await locals.api.catalog.media.upload({ filename: file.name, bytes })
      }
      return { uploaded: true as const }
    })
  },
  describe: async ({ locals, request }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    const fileIds = form.getAll('fileId').map(String)
    return attempt(shown, () => locals.api.catalog.media.describe({ fileIds, alt: all.alt ?? '' }))
  },
}
