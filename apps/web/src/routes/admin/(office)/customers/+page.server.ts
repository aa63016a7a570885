import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const search = url.searchParams.get('q')?.trim().slice(0, 120) ?? ''
  const after = url.searchParams.get('after') ?? ''
  const page = await loaded(
    locals.api.orders.buyers({ ...(search && { search }), ...(/^[0-9a-f-]{36}$/.test(after) && { after }) }),
  )
  return { search, page }
}
