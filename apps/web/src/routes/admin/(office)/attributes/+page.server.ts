import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:organisation')
  return { attributes: await loaded(locals.api.catalog.attributes.list()) }
}
