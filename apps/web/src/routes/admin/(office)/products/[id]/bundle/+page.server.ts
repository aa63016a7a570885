import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:bundle')
  const { bundles, products } = locals.api.catalog
  const find = url.searchParams.get('find')?.trim().slice(0, 100) ?? ''
  const [bundle, product, found] = await loaded(
    Promise.all([
      bundles.byProduct({ productId: params.id }),
      products.byId({ productId: params.id }),
      find ? products.variants({ q: find, simpleOnly: true }) : [],
    ]),
  )
  const chosen = bundle.variants.find(({ id }) => id === url.searchParams.get('variant')) ?? bundle.variants[0]
  const known = new Set(chosen?.components.map(({ variantId }) => variantId))
  return {
    bundle,
    title: product.title,
    chosen,
    find,
    found: found.filter(({ variantId, productId }) => productId !== params.id && !known.has(variantId)),
  }
}

type Part = { variantId: string; quantity: number }

/** Changes the parts of one variant on what is stored now; a version that has moved on is told. */
async function change(event: RequestEvent, work: (parts: Part[], all: Record<string, string>) => Part[]) {
  const { all, shown } = textFields(await event.request.formData())
  const { bundles } = event.locals.api.catalog
  return attempt(shown, async () => {
    const productId = event.params.id
    const { variants } = await bundles.byProduct({ productId })
    const wanted = variants.map(({ id, components }) => {
      const parts = components.map(({ variantId, quantity }) => ({ variantId, quantity }))
      return { variantId: id, components: id === all.variant ? work(parts, all) : parts }
    })
    await bundles.save({ productId, version: Number(all.version), variants: wanted })
    return { saved: true as const }
  })
}

export const actions: Actions = {
  add: (event) => change(event, (parts, all) => [...parts, { variantId: all.part ?? '', quantity: 1 }]),
  save: (event) =>
    change(event, (parts, all) =>
      parts.map((part) => ({ ...part, quantity: Number(all[`quantity.${part.variantId}`] ?? part.quantity) })),
    ),
  remove: (event) => change(event, (parts, all) => parts.filter(({ variantId }) => variantId !== all.part)),
}
