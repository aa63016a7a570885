import { writeAddress, writeFilter, type ListFilter } from '@souk/api/list-query'
import type { Arrangement, ListData } from './list-data.ts'

const sameFilters = (one: readonly ListFilter[], other: readonly ListFilter[]): boolean =>
  one.length === other.length && one.every((filter, at) => writeFilter(filter) === writeFilter(other[at]!))

const sameColumns = (one: string[] | null, other: string[] | null) => (one?.join() ?? '') === (other?.join() ?? '')

/** Whether a list is arranged otherwise than its view, so that keeping it would keep something. */
export const isRearranged = ({ base, shown }: Pick<ListData<unknown>, 'base' | 'shown'>): boolean =>
  base.q !== shown.q ||
  base.sort !== shown.sort ||
  base.density !== shown.density ||
  !sameFilters(base.filters, shown.filters) ||
  !sameColumns(base.columns, shown.columns)

/**
 * The address of a list with some of its arrangement changed. It says only what differs from the view, so equal lists have
 * equal addresses; a change begins at the first page again.
 */
export function listHref(
  pathname: string,
  list: Pick<ListData<unknown>, 'view' | 'startView' | 'base' | 'shown'>,
  changes: Partial<Arrangement> & { after?: string | null; before?: string | null } = {},
): string {
  const { after, before, ...arrangement } = changes
  const next = { ...list.shown, ...arrangement }
  const params = writeAddress({
    view: list.view === list.startView ? null : list.view,
    q: next.q === list.base.q ? null : next.q,
    filters: sameFilters(next.filters, list.base.filters) ? null : next.filters,
    sort: next.sort === list.base.sort ? null : next.sort,
    columns: sameColumns(next.columns, list.base.columns) ? null : (next.columns ?? []),
    density: next.density === list.base.density ? null : next.density,
    after: after ?? null,
    before: before ?? null,
  })
  return params.size > 0 ? `${pathname}?${params}` : pathname
}

/** What a view keeps: the whole arrangement, told without any other view. */
export const queryOf = ({ q, filters, sort, columns, density }: Arrangement): string =>
  writeAddress({ q: q || null, filters, sort, columns, density }).toString()
