import { redirect, type RequestEvent } from '@sveltejs/kit'
import { optionsOf, productOf, variantsOf } from '#lib/catalog/product-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:product')
  const { products } = locals.api.catalog
  const { bundles } = locals.api.catalog
  const [product, timeline, bundle] = await loaded(
    Promise.all([
      products.byId({ productId: params.id }),
      products.timeline({ productId: params.id }),
      bundles.byProduct({ productId: params.id }),
    ]),
  )
  return { product, timeline, bundle }
}

type Event = RequestEvent<{ id: string }>

/** Runs a deed with what the form says; a refusal keeps what was typed. */
async function deed(event: Event, work: (all: Record<string, string>, form: FormData) => Promise<unknown>) {
  const form = await event.request.formData()
  const { all, shown } = textFields(form)
  return attempt(shown, async () => {
    await work(all, form)
    return { saved: true as const }
  })
}

const idOf = (event: Event) => ({ productId: event.params.id })
const api = (event: Event) => event.locals.api.catalog

export const actions: Actions = {
  save: (event) =>
    deed(event, (all, form) => {
      const variants = variantsOf(form, event.locals.tenant!.currency)
      return api(event).products.save({ ...idOf(event), ...productOf(form), variants, version: Number(all.version) })
    }),
  options: (event) =>
    deed(event, (all, form) =>
      api(event).products.setOptions({ ...idOf(event), version: Number(all.version), options: optionsOf(form) }),
    ),
  addPictures: (event) =>
    deed(event, async (_, form) => {
      for (const file of form.getAll('pictures')) {
        if (!(file instanceof File) || file.size === 0) continue
        const bytes = new Uint8Array(await file.arrayBuffer())
        await api(event).pictures.add({ ...idOf(event), filename: file.name, bytes })
      }
    }),
  describePicture: (event) =>
    deed(event, (all) =>
      api(event).pictures.describe({ ...idOf(event), imageId: all.imageId ?? '', alt: all.alt ?? '' }),
    ),
  movePicture: (event) =>
    deed(event, (all) =>
      api(event).pictures.move({ ...idOf(event), imageId: all.imageId ?? '', by: all.by === '-1' ? -1 : 1 }),
    ),
  orderPictures: (event) =>
    deed(event, (_, form) =>
      api(event).pictures.order({ ...idOf(event), imageIds: form.getAll('imageId').map(String) }),
    ),
  removePicture: (event) =>
    deed(event, (all) => api(event).pictures.remove({ ...idOf(event), imageId: all.imageId ?? '' })),
  retryPictures: (event) => deed(event, () => api(event).pictures.retry(idOf(event))),
  archive: (event) => deed(event, () => api(event).products.setStatus({ ...idOf(event), status: 'archived' })),
  restore: (event) => deed(event, () => api(event).products.setStatus({ ...idOf(event), status: 'draft' })),
  duplicate: async (event) => {
    const made = await attempt({}, () => api(event).products.duplicate(idOf(event)))
    if ('status' in made) return made
    redirect(303, `/admin/products/${made.productId}`)
  },
}
