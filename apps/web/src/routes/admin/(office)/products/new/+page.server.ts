import { redirect } from '@sveltejs/kit'
import { amountOf, tagsOf } from '#lib/catalog/product-form.ts'
import { attempt, textFields } from '#lib/server/refusals.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData()
    const { all, shown } = textFields(form)
    const currency = locals.tenant!.currency
    const made = await attempt(shown, async () => {
      const typed = amountOf(form, 'price', currency)
      const created = await locals.api.catalog.products.create({
        title: all.title ?? '',
        bodyHtml: all.bodyHtml ?? '',
        vendor: all.vendor ?? '',
        productType: all.productType ?? '',
        tags: tagsOf(form),
        status: all.status === 'active' ? 'active' : 'draft',
        // A missing price is refused with the other fields, by the one schema.
        priceMinor: typed ?? -1n,
        sku: all.sku || null,
        onHand: Number(all.onHand || 0),
      })
      for (const file of form.getAll('pictures')) {
        if (!(file instanceof File) || file.size === 0) continue
        const bytes = new Uint8Array(await file.arrayBuffer())
        await locals.api.catalog.pictures.add({
          productId: created.productId,
          filename: file.name,
          bytes,
          alt: all.title ?? '',
        })
      }
      return created
    })
    if ('status' in made) return made
    redirect(303, `/admin/products/${made.productId}`)
  },
}
