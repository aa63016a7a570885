// What a list shows, and how an address carries it. Used by the server, the browser and jobs alike, so it imports nothing.

export const FILTER_OPS = [
  'is',
  'not',
  'in',
  'out',
  'contains',
  'gte',
  'lte',
  'between',
  'empty',
  'filled',
  'last',
] as const
export type FilterOp = (typeof FILTER_OPS)[number]

/** `last` takes how far back: `7d`, `12h`, `3m`, `1y`. `between` includes both ends. */
export type ListFilter = { key: string; op: FilterOp; values: string[] }

/** The order is the key of a sort, with a minus in front for descending; empty is the order of the list itself. */
export type ListQuery = { q: string; filters: ListFilter[]; sort: string }

const DENSITIES = ['compact', 'default', 'comfortable'] as const
export type Density = (typeof DENSITIES)[number]

/** Everything that an address says about a list. What it does not say is null and comes from the view. */
export type ListAddress = {
  view: string | null
  q: string | null
  /** Empty says that there is no filter, whatever the view has. */
  filters: ListFilter[] | null
  sort: string | null
  columns: string[] | null
  density: Density | null
  after: string | null
  before: string | null
  /** The parts that could not be read, as they were written. */
  faults: string[]
}

export const FILTERS_MAX = 30
export const VALUES_MAX = 200
export const VALUE_CHARS_MAX = 200

/** A value may hold the signs that the address cuts by; a tilde stands in front of them. */
const escaped = (value: string) => value.replaceAll('~', '~~').replaceAll(',', '~c')
const plain = (value: string) => value.replace(/~([~c])/g, (_, sign: string) => (sign === 'c' ? ',' : '~'))

/** `status:in:active,draft`, as the parameter `f` carries it. */
export const writeFilter = ({ key, op, values }: ListFilter): string =>
  values.length === 0 ? `${key}:${op}` : `${key}:${op}:${values.map(escaped).join(',')}`

/** The filter that `f` carries, or null when it is none. */
export function readFilter(text: string): ListFilter | null {
  const [key = '', op = ''] = text.split(':', 2)
  if (!/^[a-z][a-z0-9_.]{0,59}$/i.test(key) || !isOp(op)) return null
  const rest = text.slice(key.length + op.length + 2)
  const values = rest === '' && !text.endsWith(':') ? [] : rest.split(',').map(plain)
  if (values.length > VALUES_MAX || values.some((value) => value.length > VALUE_CHARS_MAX)) return null
  return { key, op, values }
}

const isOp = (text: string): text is FilterOp => (FILTER_OPS as readonly string[]).includes(text)
const isDensity = (text: string | null): text is Density => (DENSITIES as readonly (string | null)[]).includes(text)

export function readAddress(params: URLSearchParams): ListAddress {
  const faults: string[] = []
  const filters: ListFilter[] = []
  for (const text of params.getAll('f').filter(Boolean)) {
    const filter = filters.length < FILTERS_MAX ? readFilter(text) : null
    if (filter) filters.push(filter)
    else faults.push(text.slice(0, VALUE_CHARS_MAX))
  }
  const density = params.get('density')
  return {
    view: params.get('view'),
    q: params.get('q')?.trim().slice(0, 200) ?? null,
    filters: params.has('f') ? filters : null,
    sort: params.get('sort')?.slice(0, 60) || null,
    columns: params.get('columns')?.split(',').filter(Boolean).slice(0, 100) ?? null,
    density: isDensity(density) ? density : null,
    after: params.get('after'),
    before: params.get('before'),
    faults,
  }
}

/** The address in one fixed order, so that equal lists have equal addresses. */
export function writeAddress(address: Partial<Omit<ListAddress, 'faults'>>): URLSearchParams {
  const params = new URLSearchParams()
  const { view, q, filters, sort, columns, density, after, before } = address
  if (view) params.set('view', view)
  if (typeof q === 'string') params.set('q', q)
  for (const filter of filters ?? []) params.append('f', writeFilter(filter))
  if (filters?.length === 0) params.set('f', '')
  if (sort) params.set('sort', sort)
  if (columns) params.set('columns', columns.join(','))
  if (density) params.set('density', density)
  if (after) params.set('after', after)
  if (before) params.set('before', before)
  return params
}
