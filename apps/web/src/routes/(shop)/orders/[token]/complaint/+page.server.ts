import { COMPLAINT_CATEGORIES } from '@souk/api/service'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whoever holds the order's token may file a complaint about it and read what was written. */
export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('shop:complaints')
  const order = await loaded(locals.api.service.ofToken({ orderToken: params.token }))
  const categories = Object.entries(COMPLAINT_CATEGORIES).map(([value, label]) => ({ value, label }))
  return { order, token: params.token, categories }
}

/** Pictures of a form; a browser sends an empty one when none was chosen. */
async function picturesOf(form: FormData) {
  const files = form.getAll('pictures').filter((entry): entry is File => entry instanceof File && entry.size > 0)
  return Promise.all(
    files.map(async (file) => ({ filename: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
}

export const actions: Actions = {
  open: async ({ request, locals, params }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    return attempt(shown, async () => {
      await locals.api.service.open({
        orderToken: params.token,
        category: all.category as keyof typeof COMPLAINT_CATEGORIES,
        message: all.message ?? '',
        pictures: await picturesOf(form),
      })
      return { sent: true }
    })
  },
  reply: async ({ request, locals, params }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    return attempt(shown, async () => {
      await locals.api.service.reply({
        orderToken: params.token,
        complaintId: all.complaintId ?? '',
        message: all.message ?? '',
        pictures: await picturesOf(form),
      })
      return { sent: true }
    })
  },
}
