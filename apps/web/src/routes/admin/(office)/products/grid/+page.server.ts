import { m } from '#lib/i18n/messages.ts'
import { error } from '@sveltejs/kit'
import { readAddress } from '@souk/api/list-query'
import { loaded } from '#lib/server/refusals.ts'
import type { PageServerLoad } from './$types'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const IDS_MAX = 250

/** Products for the grid: those the address names, or a page of those its query finds. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  depends('office:grid')
  const { catalog } = locals.api
  if (!locals.staff?.permissions.has('catalog:write')) error(403, m.products_no_edit())
  const named = url.searchParams.get('ids')
  if (named !== null) {
    const productIds = named
      .split(',')
      .filter((id) => UUID.test(id))
      .slice(0, IDS_MAX)
    const products = productIds.length > 0 ? await loaded(catalog.grid.read({ productIds })) : []
    return { products, next: null, atTop: true }
  }
  const { q, filters, sort, after } = readAddress(url.searchParams)
  const page = await loaded(catalog.products.table({ q: q ?? '', filters: filters ?? [], sort: sort ?? '', after }))
  const productIds = page.rows.map(({ id }) => id)
  const products = productIds.length > 0 ? await loaded(catalog.grid.read({ productIds })) : []
  return { products, next: page.next, atTop: after === null }
}
