import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import { jsonResponse } from '#lib/server/json-response.ts'
import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  if (!locals.staff) error(401, m.shell_sign_in_first())
  return jsonResponse(await loaded(locals.api.orders.byId({ orderId: params.id })))
}
