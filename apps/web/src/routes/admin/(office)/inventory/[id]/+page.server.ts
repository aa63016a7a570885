import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:stock')
  const before = /^[0-9a-f-]{36}$/.exec(url.searchParams.get('before') ?? '')?.[0]
  return { atTop: !before, page: await loaded(locals.api.catalog.stock.movements({ variantId: params.id, before })) }
}
