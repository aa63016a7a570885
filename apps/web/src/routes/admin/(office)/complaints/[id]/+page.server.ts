import { aroundRecord } from '#lib/server/around-record.ts'
import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import { talkActions } from '#lib/server/talk-actions.ts'
import type { RequestEvent } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  event.depends('office:complaint')
  const { locals, params } = event
  const [complaint, around] = await loaded(
    Promise.all([locals.api.service.byId({ complaintId: params.id }), aroundRecord(event, 'complaint', params.id)]),
  )
  const mayOrder = locals.staff?.permissions.has('orders:read')
  const order = mayOrder ? await loaded(locals.api.orders.byId({ orderId: complaint.orderId })) : null
  return { complaint, order, ...around }
}

type Service = App.Locals['api']['service']

async function act(
  { request, locals }: RequestEvent,
  deed: (service: Service, fields: Record<string, string>) => Promise<unknown>,
) {
  const { all, shown } = textFields(await request.formData())
  return attempt(shown, async () => {
    await deed(locals.api.service, all)
    return { done: true }
  })
}

export const actions: Actions = {
  ...talkActions('complaint'),
  answer: (event) =>
    act(event, (service, { message = '' }) => service.answer({ complaintId: event.params.id, message })),
  resolve: (event) =>
    act(event, (service, { version }) => service.resolve({ complaintId: event.params.id, version: Number(version) })),
  reopen: (event) =>
    act(event, (service, { version }) => service.reopen({ complaintId: event.params.id, version: Number(version) })),
  assign: (event) =>
    act(event, (service, { version }) => service.assign({ complaintId: event.params.id, version: Number(version) })),
}
