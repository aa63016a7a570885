import { writeAddress } from '@souk/api/list-query'
import type { Asked } from './preview.svelte.ts'

/** An address names at most this many products; more are named by their query. */
const IDS_MAX = 100

/** The grid of the chosen products: by their ids, or by the query that finds them. */
export function gridHref(selection: Asked['selection']): string {
  if ('ids' in selection) return `/admin/products/grid?ids=${selection.ids.slice(0, IDS_MAX).join(',')}`
  const search = writeAddress({ ...selection.query, filters: selection.query.filters as never })
  return `/admin/products/grid?${search}`
}
