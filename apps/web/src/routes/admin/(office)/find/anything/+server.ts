import { loaded } from '#lib/server/refusals.ts'
import type { RequestHandler } from './$types'

/** What the command palette finds while somebody types: only kinds that the role may see. */
export const GET: RequestHandler = async ({ locals, url }) =>
  Response.json(await loaded(locals.api.find.anything({ q: url.searchParams.get('q')?.slice(0, 100) ?? '' })))
