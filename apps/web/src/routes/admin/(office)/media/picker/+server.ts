import { json, redirect } from '@sveltejs/kit'
import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** A page of the library for the dialog that picks from it. */
export const GET: RequestHandler = async ({ locals, url }) => {
  if (!locals.staff) redirect(303, '/admin/sign-in?next=/admin/media')
  const after = url.searchParams.get('after')
  const q = (url.searchParams.get('q') ?? '').slice(0, 200)
  const { media, next } = await loaded(locals.api.catalog.media.list({ q, ...(after && { after }) }))
  return json({ media: media.map(({ id, filename, alt, thumbhash }) => ({ id, filename, alt, thumbhash })), next })
}
