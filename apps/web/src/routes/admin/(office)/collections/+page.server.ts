import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:collections')
  return { collections: await loaded(locals.api.catalog.collections.list()) }
}
