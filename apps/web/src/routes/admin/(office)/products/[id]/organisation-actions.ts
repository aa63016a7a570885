import type { RequestEvent } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/refusals.ts'
import { textToMinor } from '#lib/ui/money-text.ts'

type Event = RequestEvent<{ id: string }>

const whole = (text: string | undefined): number | null => (text?.trim() ? Number(text.trim().replace(',', '.')) : null)

async function deed(event: Event, work: (all: Record<string, string>, form: FormData) => Promise<unknown>) {
  const form = await event.request.formData()
  const { all, shown } = textFields(form)
  return attempt(shown, async () => {
    await work(all, form)
    return { saved: true as const }
  })
}

/** The deeds of the cards that say where a product belongs and what it carries. */
export const organisationActions = {
  placement: (event: Event) =>
    deed(event, (all) =>
      event.locals.api.catalog.organisation.saveFacts({
        productId: event.params.id,
        categoryId: all.categoryId || null,
        manufacturerId: all.manufacturerId || null,
      }),
    ),
  keeping: (event: Event) =>
    deed(event, (all) =>
      event.locals.api.catalog.organisation.saveFacts({
        productId: event.params.id,
        trackLots: all.trackLots === 'on',
        trackSerials: all.trackSerials === 'on',
        shelfLifeDays: whole(all.shelfLifeDays),
        hsCode: all.hsCode ?? '',
        originCountry: all.originCountry ?? '',
        safetyNote: all.safetyNote ?? '',
      }),
    ),
  attributes: (event: Event) =>
    deed(event, (_, form) => {
      const ids = [...new Set(form.getAll('attributeId').map(String))]
      const values = ids.map((attributeId) => ({
        attributeId,
        said: form.getAll(`attribute.${attributeId}`).map(String),
      }))
      return event.locals.api.catalog.attributes.saveValues({ productId: event.params.id, values })
    }),
  suppliers: (event: Event) =>
    deed(event, (all, form) => {
      const suppliers = form.getAll('supplierId').map((one) => {
        const id = String(one)
        const cost = all[`cost.${id}`]?.trim()
        return {
          supplierId: id,
          supplierSku: all[`sku.${id}`] ?? '',
          // What is no amount becomes one that the schema refuses at its field.
          costMinor: cost ? (textToMinor(cost, all[`currency.${id}`] ?? 'EUR') ?? -1n) : null,
          minimumQuantity: whole(all[`minimum.${id}`]) ?? 1,
          preferred: all.preferred === id,
        }
      })
      return event.locals.api.catalog.organisation.setSuppliers({ productId: event.params.id, suppliers })
    }),
  sizes: (event: Event) =>
    deed(event, (all, form) => {
      const variants = form.getAll('variantId').map((one) => {
        const id = String(one)
        return {
          id,
          contentQuantity: whole(all[`content:${id}`]),
          contentUnit: all[`unit:${id}`] || null,
          lengthMm: whole(all[`length:${id}`]),
          widthMm: whole(all[`width:${id}`]),
          heightMm: whole(all[`height:${id}`]),
        }
      })
      return event.locals.api.catalog.organisation.saveSizes({ productId: event.params.id, variants })
    }),
}
