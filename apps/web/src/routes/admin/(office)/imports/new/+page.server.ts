import { fail, redirect } from '@sveltejs/kit'
import { m } from '#lib/i18n/messages.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

/** What one request may bring; the server reads no more of it. */
const BODY_BYTES_MAX = 32 * 1024 * 1024

export const load: PageServerLoad = async ({ locals, url }) => {
  const kinds = await loaded(locals.api.imports.kinds())
  return { kinds, kind: kinds.find((kind) => kind === url.searchParams.get('kind')) ?? kinds[0] ?? 'products' }
}

const bytesOf = async (file: File) => ({ filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })

export const actions: Actions = {
  default: async ({ request, locals }) => {
    if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) {
      const message = m.imports_too_large()
      return fail(413, { message, code: 'too_large', errors: { file: message }, values: {}, detail: undefined })
    }
    const form = await request.formData()
    const { shown } = textFields(form)
    const file = form.get('file')
    const pictures = [...form.getAll('zip'), ...form.getAll('folder')].filter(
      (one) => one instanceof File && one.size > 0,
    ) as File[]
    const kinds = await locals.api.imports.kinds()
    const made = await attempt(shown, async () =>
      locals.api.imports.upload({
        kind: kinds.find((kind) => kind === shown.kind) ?? 'products',
        file: file instanceof File && file.name ? await bytesOf(file) : { filename: 'file', bytes: new Uint8Array() },
        pictures: await Promise.all(pictures.map(bytesOf)),
      }),
    )
    if ('status' in made) return made
    redirect(303, `/admin/imports/${made.importId}`)
  },
}
