import { attempt, loaded, textFields } from '#lib/server/refusals.ts'
import type { RequestEvent } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('office:complaint')
  const complaint = await loaded(locals.api.service.byId({ complaintId: params.id }))
  const mayOrder = locals.staff?.permissions.has('orders:read')
  const order = mayOrder ? await loaded(locals.api.orders.byId({ orderId: complaint.orderId })) : null
  return { complaint, order }
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
  answer: (event) =>
    act(event, (service, { message = '' }) => service.answer({ complaintId: event.params.id, message })),
  resolve: (event) =>
    act(event, (service, { version }) => service.resolve({ complaintId: event.params.id, version: Number(version) })),
  reopen: (event) =>
    act(event, (service, { version }) => service.reopen({ complaintId: event.params.id, version: Number(version) })),
  assign: (event) =>
    act(event, (service, { version }) => service.assign({ complaintId: event.params.id, version: Number(version) })),
}
