import { redirect } from '@sveltejs/kit'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:media')
  return { media: await loaded(locals.api.catalog.media.byId({ fileId: params.id })) }
}

const mediaOf = (event: RequestEvent) => event.locals.api.catalog.media

export const actions: Actions = {
  describe: async (event) => {
    const { all, shown } = textFields(await event.request.formData())
    return attempt(shown, async () => {
      await mediaOf(event).describe({ fileIds: [event.params.id], alt: all.alt ?? '' })
      return { saved: 'described' as const }
    })
  },
  focus: async (event) => {
    const { all, shown } = textFields(await event.request.formData())
    return attempt(shown, async () => {
      await mediaOf(event).focus({ fileId: event.params.id, x: Number(all.x), y: Number(all.y) })
      return { saved: 'focused' as const }
    })
  },
  replace: async (event) => {
    const file = (await event.request.formData()).get('picture')
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    const filename = file instanceof File ? file.name : 'picture'
    const done = await attempt({}, () => mediaOf(event).replace({ fileId: event.params.id, filename, bytes }))
    if ('status' in done) return done
    redirect(303, `/admin/media/${done.fileId}`)
  },
  remove: async (event) => {
    const done = await attempt({}, () =>
      mediaOf(event)
        .remove({ fileId: event.params.id })
        .then(() => ({ gone: true })),
    )
    if ('status' in done) return done
    redirect(303, '/admin/media')
  },
}
