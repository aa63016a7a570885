import { aroundRecord } from '#lib/server/around-record.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { talkActions } from '#lib/server/talk-actions.ts'
import type { RequestEvent } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  event.depends('office:order')
  const { api, staff } = event.locals
  const orderId = event.params.id
  const [order, parcels, complaints, around] = await loaded(
    Promise.all([
      api.orders.byId({ orderId }),
      api.fulfillment.ofOrder({ orderId }),
      staff?.permissions.has('service:read') ? api.service.ofOrder({ orderId }) : [],
      aroundRecord(event, 'order', orderId),
    ]),
  )
  return { order, parcels, complaints, ...around }
}

type Fields = Record<string, string>

/** Runs one verb of this page: every form carries the version that its button was shown for. */
async function act(
  { request, locals }: RequestEvent,
  deed: (api: App.Locals['api'], fields: Fields) => Promise<unknown>,
) {
  const { all, shown } = textFields(await request.formData())
  return attempt(shown, async () => {
    await deed(locals.api, all)
    return { done: true }
  })
}

const version = (fields: Fields) => Number(fields.version)
const parcelOf = (fields: Fields) => ({ fulfillmentId: fields.parcel ?? '', version: version(fields) })
const picks = (fields: Fields) =>
  Object.entries(fields)
    .filter(([name]) => name.startsWith('units.'))
    .map(([name, units]) => {
      const [, orderLineId = '', variantId = ''] = name.split('.')
      const isPicked = fields[`picked.${orderLineId}.${variantId}`] === 'on'
      return { orderLineId, variantId, pickedQuantity: isPicked ? Number(units) : 0 }
    })

export const actions: Actions = {
  ...talkActions('order'),
  capture: (event) =>
    act(event, (api, fields) => api.orders.capture({ orderId: event.params.id, version: version(fields) })),
  startPicking: (event) =>
    act(event, (api, fields) => api.fulfillment.startPicking({ orderId: event.params.id, version: version(fields) })),
  pick: (event) => act(event, (api, fields) => api.fulfillment.pick({ ...parcelOf(fields), lines: picks(fields) })),
  pack: (event) => act(event, (api, fields) => api.fulfillment.pack(parcelOf(fields))),
  ship: (event) =>
    act(event, (api, fields) =>
      api.fulfillment.ship({
        ...parcelOf(fields),
        carrier: fields.carrier ?? '',
        trackingNumber: fields.trackingNumber ?? '',
      }),
    ),
  deliver: (event) => act(event, (api, fields) => api.fulfillment.deliver(parcelOf(fields))),
  cancelParcel: (event) => act(event, (api, fields) => api.fulfillment.cancel(parcelOf(fields))),
}
