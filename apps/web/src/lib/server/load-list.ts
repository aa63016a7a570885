import { refusalOf, type Api } from '@souk/api'
import { readAddress, type ListAddress, type ListFilter, type ListQuery } from '@souk/api/list-query'
import type { Arrangement, ListData, ListFault } from '#lib/lists/list-data.ts'
import { loaded } from './refusals.ts'

type Page<Row> = NonNullable<ListData<Row>['page']>
type Asked = ListQuery & { after: string | null; before: string | null }
type Views = Awaited<ReturnType<Api['views']['of']>>

/** A list as its address asks for it: the view, what the address adds, and a page of rows. For the load of a list's page. */
export async function loadList<Row>(
  api: Api,
  url: URL,
  list: string,
  read: (asked: Asked) => Promise<Page<Row>>,
): Promise<ListData<Row>> {
  const address = readAddress(url.searchParams)
  const views = await loaded(api.views.of({ list }))
  const keys = inOrder(views)
  const known = (key: string | null) => (key && keys.includes(key) ? key : null)
  const startView = known(views.preference.defaultView) ?? keys[0] ?? 'all'
  const view = known(address.view) ?? startView
  const base = arrangementOf(views, view)
  const shown = shownOf(base, address)
  const { after, before } = address
  const { q, filters, sort } = shown
  const found = await readPage(() => read({ q, filters, sort, after, before }), filters)
  return {
    key: list,
    view,
    startView,
    views: keys.map((key) => ({ key, saved: views.saved.find(({ id }) => id === key) ?? null })),
    base,
    shown,
    atTop: !after && !before,
    ...found,
    faults: [...address.faults.map((text) => ({ key: null, text })), ...found.faults],
  }
}

/** The tabs as the person ordered them; those that came later stand at the end. */
function inOrder({ system, saved, preference }: Views): string[] {
  const keys = [...system.map(({ key }) => key), ...saved.map(({ id }) => id)]
  const placed = preference.viewOrder.filter((key) => keys.includes(key))
  return [...new Set([...placed, ...keys])]
}

function arrangementOf({ system, saved, sort }: Views, view: string): Arrangement {
  const plain: Arrangement = { q: '', filters: [], sort, columns: null, density: 'default' }
  const found = saved.find(({ id }) => id === view)
  if (found) return shownOf(plain, readAddress(new URLSearchParams(found.query)))
  const brought = system.find(({ key }) => key === view)
  return brought ? { ...plain, filters: brought.filters, sort: brought.sort ?? sort } : plain
}

const shownOf = (base: Arrangement, address: ListAddress): Arrangement => ({
  q: address.q ?? base.q,
  filters: address.filters ?? base.filters,
  sort: address.sort ?? base.sort,
  columns: address.columns ?? base.columns,
  density: address.density ?? base.density,
})

/** What a list cannot be asked is told at the filter, and everything else of the screen stays. */
async function readPage<Row>(
  read: () => Promise<Page<Row>>,
  filters: ListFilter[],
): Promise<{ page: Page<Row> | null; faults: ListFault[] }> {
  try {
    return { page: await read(), faults: [] }
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (refusal?.code !== 'invalid_input') return { page: await loaded(Promise.reject<Page<Row>>(cause)), faults: [] }
    const faults = Object.entries(refusal.fields).map(([field, text]) => {
      const key = field.startsWith('f.') ? field.slice(2) : null
      return { key: filters.some((filter) => filter.key === key) ? key : null, text }
    })
    return { page: null, faults: faults.length > 0 ? faults : [{ key: null, text: refusal.message }] }
  }
}
