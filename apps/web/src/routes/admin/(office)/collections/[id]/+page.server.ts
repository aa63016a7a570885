import { redirect } from '@sveltejs/kit'
import { collectionOf } from '#lib/catalog/collection-form.ts'
import { aroundRecord } from '#lib/server/around-record.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { talkActions } from '#lib/server/talk-actions.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  event.depends('office:collection')
  const { collections, products } = locals.api.catalog
  const find = url.searchParams.get('find')?.trim().slice(0, 100) ?? ''
  const [collection, offered, around] = await loaded(
    Promise.all([
      collections.byId({ collectionId: params.id }),
      find ? products.table({ q: find }) : undefined,
      aroundRecord(event, 'collection', params.id),
    ]),
  )
  const known = new Set(collection.members.map(({ id }) => id))
  return { collection, find, offered: offered?.rows.filter(({ id }) => !known.has(id)).slice(0, 10) ?? [], ...around }
}

export const actions: Actions = {
  ...talkActions('collection'),
  undo: async ({ request, locals, params }) => {
    const { all, shown } = textFields(await request.formData())
    return attempt(shown, () =>
      locals.api.catalog.collections.undo({ collectionId: params.id, auditId: all.auditId ?? '' }),
    )
  },
  save: async ({ request, locals, params }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    const productIds = form.has('chosen') ? form.getAll('productId').map(String) : undefined
    return attempt(shown, () =>
      locals.api.catalog.collections.save({
        ...collectionOf(all),
        collectionId: params.id,
        version: Number(all.version),
        productIds,
      }),
    )
  },
  remove: async ({ locals, params }) => {
    const gone = await attempt({}, async () => {
      await locals.api.catalog.collections.remove({ collectionId: params.id })
      return { removed: true as const }
    })
    if ('status' in gone) return gone
    redirect(303, '/admin/collections')
  },
}
