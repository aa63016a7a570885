import { refusalOf } from '@souk/api'
import { error, json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

const BODY_BYTES_MAX = 64 * 1024

/** The door for payment companies. A refused webhook is told why in a word, and nothing of it is kept. */
export const POST: RequestHandler = async ({ request, params, locals }) => {
  if (!locals.tenant) error(404, 'There is no such page.')
  const body = await request.text()
  if (Buffer.byteLength(body) > BODY_BYTES_MAX) error(413, 'This webhook is too large.')
  const signature = request.headers.get('souk-sandbox-signature')
  try {
    return json(await locals.api.checkout.webhook({ provider: params.provider, body, signature }))
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    return json({ error: refusal.message }, { status: refusal.status })
  }
}
