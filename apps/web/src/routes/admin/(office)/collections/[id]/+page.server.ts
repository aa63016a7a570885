import { redirect } from '@sveltejs/kit'
import { collectionOf } from '#lib/catalog/collection-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:collection')
  const { collections, products } = locals.api.catalog
  const find = url.searchParams.get('find')?.trim().slice(0, 100) ?? ''
  const [collection, offered] = await loaded(
    Promise.all([collections.byId({ collectionId: params.id }), find ? products.table({ q: find }) : undefined]),
  )
  const known = new Set(collection.members.map(({ id }) => id))
  return { collection, find, offered: offered?.rows.filter(({ id }) => !known.has(id)).slice(0, 10) ?? [] }
}

export const actions: Actions = {
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
