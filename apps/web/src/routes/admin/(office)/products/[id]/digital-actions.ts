import type { RequestEvent } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/refusals.ts'

type Event = RequestEvent<{ id: string }>

async function deed(event: Event, work: (all: Record<string, string>, form: FormData) => Promise<unknown>) {
  const form = await event.request.formData()
  const { all, shown } = textFields(form)
  return attempt(shown, async () => {
    await work(all, form)
    return { saved: true as const }
  })
}

const whole = (text: string | undefined) => (text?.trim() ? Number(text.trim()) : Number.NaN)
const chosen = (form: FormData, name: string): File | null => {
  const file = form.get(name)
  return file instanceof File && file.size > 0 ? file : null
}

/** The deeds of the card that says what of a product is sold digitally. */
export const digitalActions = {
  digitalTerms: (event: Event) =>
    deed(event, (all) => {
      const digital = all.digital === 'on'
      // The terms of what is not sold digitally are nobody's concern.
      const terms = digital ? { downloadsMax: whole(all.downloadsMax), validDays: whole(all.validDays) } : {}
      return event.locals.api.catalog.digital.save({
        productId: event.params.id,
        variantId: all.digitalOf ?? '',
        digital,
        sellsKeys: all.sellsKeys === 'on',
        ...terms,
      })
    }),
  addDigitalFile: (event: Event) =>
    deed(event, async (all, form) => {
      const file = chosen(form, 'digitalFile')
      const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
      const of = { productId: event.params.id, variantId: all.digitalOf ?? '' }
      return event.locals.api.catalog.digital.addFile({ ...of, filename: file?.name ?? 'file', bytes })
    }),
  removeDigitalFile: (event: Event) =>
    deed(event, (all) =>
      event.locals.api.catalog.digital.removeFile({
        productId: event.params.id,
        digitalFileId: all.digitalFileId ?? '',
      }),
    ),
  addKeys: (event: Event) =>
    deed(event, async (all, form) => {
      const file = chosen(form, 'keysFile')
      const keys = [all.keys?.trim(), (await file?.text())?.trim()].filter(Boolean).join('\n')
      return event.locals.api.catalog.digital.addKeys({
        productId: event.params.id,
        variantId: all.digitalOf ?? '',
        keys,
      })
    }),
}
