import { minorToText, textToMinor } from '#lib/ui/money-text.ts'

// The filters of a list live in the address alone: `option.Colour=Sand&vendor=Kumo&available=1&min=10&sort=newest&page=2`.

export const SORTS = [
  { value: 'featured', label: 'Featured' },
  { value: 'newest', label: 'Newest' },
  { value: 'price-up', label: 'Price, low to high' },
  { value: 'price-down', label: 'Price, high to low' },
  { value: 'title', label: 'Name' },
] as const
type Sort = (typeof SORTS)[number]['value']

export type ListQuery = {
  filters: {
    options: Record<string, string[]>
    vendors: string[]
    tags: string[]
    availableOnly: boolean
    priceMinMinor: bigint | null
    priceMaxMinor: bigint | null
  }
  sort: Sort
  page: number
}

type Params = Pick<URLSearchParams, 'get' | 'getAll' | 'keys'> & Iterable<[string, string]>
type Address = { pathname: string; searchParams: Params }

const OPTION = 'option.'
const VALUES_MAX = 50

/** Reads an address; what makes no sense is left out, as a shared link may be old or cut off. */
export function readListQuery(params: Params, currency: string): ListQuery {
  const all = (name: string) =>
    [...new Set(params.getAll(name))].filter((value) => value && value.length <= 120).slice(0, VALUES_MAX)
  const names = [...new Set(params.keys())]
    .filter((key) => key.startsWith(OPTION) && key.length <= OPTION.length + 80)
    .slice(0, 10)
  const price = (name: string) => {
    const minor = textToMinor(params.get(name) ?? '', currency)
    return minor !== null && minor >= 0n && minor <= 10n ** 12n ? minor : null
  }
  const page = Number(params.get('page'))
  return {
    filters: {
      options: Object.fromEntries(names.map((key) => [key.slice(OPTION.length), all(key)])),
      vendors: all('vendor'),
      tags: all('tag'),
      availableOnly: params.get('available') === '1',
      priceMinMinor: price('min'),
      priceMaxMinor: price('max'),
    },
    sort: SORTS.find(({ value }) => value === params.get('sort'))?.value ?? 'featured',
    page: Number.isInteger(page) && page >= 1 && page <= 500 ? page : 1,
  }
}

export type FilterChip = { label: string; removeHref: string }

/** The filters in force, each with the address of the list without it. Leaving a filter starts at the first page. */
export function filterChips(url: Address, currency: string, money: (minor: bigint) => string): FilterChip[] {
  const { filters } = readListQuery(url.searchParams, currency)
  const chip = (label: string, key: string, value?: string): FilterChip => ({
    label,
    removeHref: without(url, key, value),
  })
  return [
    ...Object.entries(filters.options).flatMap(([name, values]) =>
      values.map((value) => chip(`${name}: ${value}`, OPTION + name, value)),
    ),
    ...filters.vendors.map((vendor) => chip(vendor, 'vendor', vendor)),
    ...filters.tags.map((tag) => chip(tag, 'tag', tag)),
    ...(filters.availableOnly ? [chip('In stock', 'available')] : []),
    ...(filters.priceMinMinor === null ? [] : [chip(`From ${money(filters.priceMinMinor)}`, 'min')]),
    ...(filters.priceMaxMinor === null ? [] : [chip(`Up to ${money(filters.priceMaxMinor)}`, 'max')]),
  ]
}

function without(url: Address, key: string, value?: string): string {
  const params = new URLSearchParams([...url.searchParams])
  params.delete(key, value)
  params.delete('page')
  return hrefOf(url, params)
}

/** The address of another page of the same list. */
export function pageHref(url: Address, page: number): string {
  const params = new URLSearchParams([...url.searchParams])
  if (page > 1) params.set('page', String(page))
  else params.delete('page')
  return hrefOf(url, params)
}

/** The list without any filter; the words searched for and the order stay. */
export function clearHref(url: Address): string {
  const kept = [...url.searchParams].filter(([key]) => key === 'q' || key === 'sort')
  return hrefOf(url, new URLSearchParams(kept))
}

const hrefOf = (url: Address, params: URLSearchParams) => (params.size > 0 ? `${url.pathname}?${params}` : url.pathname)

/** A price bound as a person typed it, for its field. */
export const boundText = (minor: bigint | null, currency: string) =>
  minor === null ? '' : minorToText(minor, currency)
