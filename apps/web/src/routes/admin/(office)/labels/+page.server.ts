import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad } from './$types'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const CHOSEN_MAX = 200

/** What is chosen stands in the address, so that a set of labels can be kept and shared; a product brings all its variants. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:labels')
  const { labels, products } = locals.api.catalog
  const find = url.searchParams.get('find')?.trim().slice(0, 100) ?? ''
  const productId = url.searchParams.get('product') ?? ''
  const product = UUID.test(productId) ? await loaded(products.byId({ productId })) : null
  const own = product?.variants.filter(({ status }) => status === 'active').map(({ id }) => id) ?? []
  const asked = (url.searchParams.get('variants') ?? '').split(',').filter((id) => UUID.test(id))
  const variantIds = [...new Set([...asked, ...own])].slice(0, CHOSEN_MAX)
  const [chosen, found] = await loaded(
    Promise.all([
      variantIds.length > 0 ? labels.byVariants({ variantIds }) : [],
      find ? products.variants({ q: find }) : [],
    ]),
  )
  return { chosen, variantIds, find, found: found.filter(({ variantId }) => !variantIds.includes(variantId)) }
}

export const actions: Actions = {
  makeBarcodes: async ({ request, locals }) => {
    const { all } = textFields(await request.formData())
    const variantIds = (all.variants ?? '').split(',').filter((id) => UUID.test(id))
    return attempt({}, () => locals.api.catalog.labels.makeBarcodes({ variantIds }))
  },
}
