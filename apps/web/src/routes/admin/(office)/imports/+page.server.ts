import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, depends }) => {
  depends('office:imports')
  return { imports: await loaded(locals.api.imports.list()) }
}
