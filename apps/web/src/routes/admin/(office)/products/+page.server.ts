import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const VIEWS = ['all', 'active', 'draft', 'archived', 'out'] as const
const SORTS = ['updated', 'oldest', 'created'] as const

/** The products list, cut and paged by the address alone. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:products')
  const asked = url.searchParams
  const view = VIEWS.find((key) => key === asked.get('view')) ?? 'all'
  const sort = SORTS.find((key) => key === asked.get('sort')) ?? 'updated'
  const q = asked.get('q')?.trim().slice(0, 200) ?? ''
  const after = asked.get('after') ?? undefined
  const page = await loaded(locals.api.catalog.products.list({ view, sort, q, after }))
  return { view, sort, q, page, atTop: after === undefined }
}
