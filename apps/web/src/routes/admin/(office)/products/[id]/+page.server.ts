import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { momentOf } from '#lib/catalog/moment-of.ts'
import { decidedOf, formName, optionsOf, productOf, variantsOf } from '#lib/catalog/product-form.ts'
import { aroundRecord } from '#lib/server/around-record.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { talkActions } from '#lib/server/talk-actions.ts'
import type { Actions, PageServerLoad } from './$types'
import { digitalActions } from './digital-actions.ts'
import { organisationActions } from './organisation-actions.ts'
import { packagingActions } from './packaging-actions.ts'

export const load: PageServerLoad = async (event) => {
  event.depends('office:product')
  const { products, publishing, bundles, digital: goods, organisation: ofProduct } = event.locals.api.catalog
  const productId = event.params.id
  const [product, organisation, bundle, digital, revisions, around] = await loaded(
    Promise.all([
      products.byId({ productId }),
      ofProduct.ofProduct({ productId }),
      bundles.byProduct({ productId }),
      goods.ofProduct({ productId }),
      publishing.list({ productId }),
      aroundRecord(event, 'product', productId),
    ]),
  )
  const waiting = revisions.rows.filter(({ status }) => ['in_review', 'approved', 'scheduled'].includes(status)).length
  return { product, organisation, bundle, digital, waiting, ...around }
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

/** Runs a deed that made a version, which can be undone by its number. */
const told = (event: Event, work: () => Promise<{ version: number }>) =>
  attempt({}, async () => ({ saved: true as const, version: (await work()).version }))

const pageOf = (event: Event, form: FormData, all: Record<string, string>) => ({
  ...idOf(event),
  ...productOf(form),
  variants: variantsOf(form, event.locals.tenant!.currency),
  version: Number(all.version),
})

const atFormNames = (errors: Record<string, string>) =>
  Object.fromEntries(Object.entries(errors).map(([key, words]) => [formName(key), words]))

export const actions: Actions = {
  ...organisationActions,
  ...packagingActions,
  ...digitalActions,
  ...talkActions('product'),
  save: async (event) => {
    const form = await event.request.formData()
    const { all, shown } = textFields(form)
    const refusedOr = await attempt(shown, async () => {
      const { version, merged } = await api(event).products.save({
        ...pageOf(event, form, all),
        decided: decidedOf(form),
      })
      return { saved: true as const, version, merged }
    })
    if (!('status' in refusedOr)) return refusedOr
    return fail(refusedOr.status, { ...refusedOr.data, errors: atFormNames(refusedOr.data.errors) })
  },
  propose: (event) =>
    deed(event, (all, form) =>
      api(event).publishing.propose({ ...pageOf(event, form, all), note: all.note ?? '', submit: true }),
    ),
  undo: (event) => deed(event, (all) => api(event).history.undo({ ...idOf(event), version: Number(all.version) })),
  trash: (event) => told(event, () => api(event).products.trash(idOf(event))),
  untrash: (event) => told(event, () => api(event).products.untrash(idOf(event))),
  schedule: (event) =>
    deed(event, (all) => {
      const { timeZone } = event.locals.tenant!
      const publishAt = momentOf(all.publishAt, timeZone)
      return api(event).publishing.schedule({
        ...idOf(event),
        publishAt,
        unpublishAt: momentOf(all.unpublishAt, timeZone),
      })
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
  attachPictures: (event) =>
    deed(event, (_, form) =>
      api(event).pictures.attach({ ...idOf(event), fileIds: form.getAll('fileId').map(String) }),
    ),
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
  archive: (event) => told(event, () => api(event).products.setStatus({ ...idOf(event), status: 'archived' })),
  restore: (event) => told(event, () => api(event).products.setStatus({ ...idOf(event), status: 'draft' })),
  duplicate: async (event) => {
    const made = await attempt({}, () => api(event).products.duplicate(idOf(event)))
    if ('status' in made) return made
    redirect(303, `/admin/products/${made.productId}`)
  },
}
