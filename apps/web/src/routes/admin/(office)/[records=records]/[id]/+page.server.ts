import { redirect, type RequestEvent } from '@sveltejs/kit'
import { recordOf } from '#lib/organisation/record-form.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { recordsApi } from '#lib/server/records-api.ts'
import type { RecordPath } from '#lib/organisation/record-paths.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:organisation')
  const { catalog } = locals.api
  const isType = params.records === 'product-types'
  if (params.id === 'new') {
    // Asking for a page of the list also asks whether this member may be here at all.
    await loaded(recordsApi(locals.api, params.records).list({}))
    return { path: params.records, record: null, attributes: [], all: [] }
  }
  const [record, attributes, all] = await loaded(
    Promise.all([
      recordsApi(locals.api, params.records).byId({ id: params.id }),
      isType ? catalog.productTypes.attributes({ id: params.id }) : [],
      isType ? catalog.attributes.list() : [],
    ]),
  )
  return { path: params.records, record, attributes, all: all.map(({ id, name }) => ({ id, name })) }
}

type Event = RequestEvent<{ records: RecordPath; id: string }>

export const actions: Actions = {
  save: async (event: Event) => {
    const { all, shown } = textFields(await event.request.formData())
    const { records, id } = event.params
    const saved = await attempt(shown, async () => {
      const input = recordOf(records, all, id)
      // Each kind's own schema judges the fields; what is typed here is only who is asked.
      const save = recordsApi(event.locals.api, records).save as (input: unknown) => Promise<{ id: string }>
      return { saved: true as const, ...(await save(input)) }
    })
    if ('status' in saved || id !== 'new') return saved
    redirect(303, `/admin/${records}/${saved.id}`)
  },
  merge: async (event: Event) => {
    const { all, shown } = textFields(await event.request.formData())
    const { records, id } = event.params
    const { brands, productTypes } = event.locals.api.catalog
    const merged = await attempt(shown, async () => {
      const input = { id, intoId: all.intoId ?? '' }
      await (records === 'brands' ? brands.merge(input) : productTypes.merge(input))
      return { merged: true as const }
    })
    if ('status' in merged) return merged
    redirect(303, `/admin/${records}/${all.intoId}`)
  },
  remove: async (event: Event) => {
    const { records, id } = event.params
    const gone = await attempt({}, async () => {
      await recordsApi(event.locals.api, records).remove({ id })
      return { removed: true as const }
    })
    if ('status' in gone) return gone
    redirect(303, `/admin/${records}`)
  },
  attributes: async (event: Event) => {
    const form = await event.request.formData()
    const needed = new Set(form.getAll('required').map(String))
    const attributes = form.getAll('attributeId').map((one) => ({
      attributeId: String(one),
      required: needed.has(String(one)),
    }))
    return attempt({}, async () => {
      await event.locals.api.catalog.productTypes.setAttributes({ id: event.params.id, attributes })
      return { saved: true as const }
    })
  },
}
