import { fail, type RequestEvent } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/refusals.ts'

type Event = RequestEvent<{ id: string }>

const whole = (text: string | undefined): number | null => (text?.trim() ? Number(text.trim()) : null)

/** The deeds of the card that says how a variant is packed. */
export const packagingActions = {
  packagings: async (event: Event) => {
    const { all, shown } = textFields(await event.request.formData())
    // A row in which nothing was typed is no packaging; what is refused is told at the row that it was typed in.
    const typed = Array.from({ length: Math.min(Number(all.rows) || 0, 50) }, (_, at) => at).filter((at) =>
      ['quantity', 'barcode', 'weight'].some((field) => all[`${field}.${at}`]?.trim()),
    )
    const packagings = typed.map((at) => ({
      kind: all[`kind.${at}`] as 'box',
      quantity: whole(all[`quantity.${at}`]) ?? Number.NaN,
      barcode: all[`barcode.${at}`] ?? '',
      weightGrams: whole(all[`weight.${at}`]),
    }))
    const done = await attempt(shown, async () => {
      const { organisation } = event.locals.api.catalog
      await organisation.setPackagings({ productId: event.params.id, variantId: all.packagingsOf ?? '', packagings })
      return { saved: true as const }
    })
    if (!('status' in done)) return done
    const errors = Object.fromEntries(
      Object.entries(done.data.errors).map(([key, words]) => [
        key.replace(/^packagings\.(\d+)/, (_, at) => `packagings.${typed[Number(at)]}`),
        words,
      ]),
    )
    return fail(done.status, { ...done.data, errors })
  },
  receivePacked: async (event: Event) => {
    const { all, shown } = textFields(await event.request.formData())
    const [kind, quantity] = (all.packing ?? '').split(' ')
    return attempt(shown, async () => {
      await event.locals.api.catalog.organisation.receivePacked({
        variantId: all.receiveInto ?? '',
        kind: kind as 'box',
        quantity: Number(quantity),
        count: whole(all.count) ?? Number.NaN,
      })
      return { saved: true as const }
    })
  },
}
