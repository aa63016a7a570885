import { Prisma, type TenantTx } from '@souk/db'
import type { AnyList, FilterSpec, ListFilter } from '@souk/api/basics'

export type ListCase = { list: string; what: string; sort: string; q: string; filters: ListFilter[] }

type Value = { first: string; second: string }

/** Every filter with every comparison that reads differently, and words, each in every order of the list, both ways. */
export async function casesOf(tx: TenantTx, spec: AnyList): Promise<ListCase[]> {
  const sorts = Object.keys(spec.sorts).flatMap((key) => [key, `-${key}`])
  const asked: Omit<ListCase, 'list' | 'sort'>[] = [
    { what: 'everything', q: '', filters: [] },
    ...(WORDS[spec.key] ?? ['linen']).map((q) => ({ what: `search ${q}`, q, filters: [] })),
    ...Object.entries(spec.views).map(([key, view]) => ({ what: `view ${key}`, q: '', filters: view.filters })),
  ]
  for (const [key, filter] of Object.entries(spec.filters)) {
    for (const one of await filtersOf(tx, spec, key, filter))
      asked.push({ what: `${key} ${one.op} ${one.values.join(' to ')}`.slice(0, 60), q: '', filters: [one] })
  }
  return asked.flatMap((one) => sorts.map((sort) => ({ list: spec.key, sort, ...one })))
}

/** A word that many rows hold, one that few do, and one that none does. */
const WORDS: Record<string, string[]> = {
  products: ['alder', 'moon vase', 'zzzz'],
  variants: ['alder', 'moon vase', 'zzzz'],
  orders: ['falk', 'lena.falk.77', '1500123', 'zzzz'],
  customers: ['falk', 'lena.falk.77', 'zzzz'],
}

async function filtersOf(tx: TenantTx, spec: AnyList, key: string, filter: FilterSpec): Promise<ListFilter[]> {
  const value = await sampleOf(tx, spec, filter)
  if (!value) return []
  const { first, second } = value
  const emptiness: ListFilter[] = filter.nullable ? [{ key, op: 'empty', values: [] }] : []
  const is = (one: string): ListFilter => ({ key, op: 'is', values: [one] })
  switch (filter.kind) {
    case 'choice':
      return [...new Set(filter.options ?? [first, second])].map(is)
    case 'boolean':
      return [is('true'), is('false')]
    case 'text':
      return [
        is(first),
        { key, op: 'contains', values: [first.slice(0, 5)] },
        { key, op: 'contains', values: ['zzzz'] },
        ...emptiness,
      ]
    case 'date':
      return [
        { key, op: 'last', values: ['7d'] },
        { key, op: 'between', values: ['2026-03-01', '2026-03-03'] },
        ...emptiness,
      ]
    case 'reference':
      return [is(first), ...emptiness]
    default:
      return [
        is(first),
        { key, op: 'gte', values: [second] },
        { key, op: 'between', values: [first, second] },
        ...emptiness,
      ]
  }
}

/** Two values that the list holds, the smaller first; a value of another table is looked up there by its condition. */
async function sampleOf(tx: TenantTx, spec: AnyList, filter: FilterSpec): Promise<Value | null> {
  if (filter.kind === 'boolean' || filter.kind === 'date') return UNKNOWN[filter.kind]
  const source = filter.through ? TABLES[filter.value.sql.split('.')[0]!] : spec.from
  if (!source) return UNKNOWN[filter.kind]
  const tenant = filter.through ? Prisma.sql`tenant_id` : spec.tenantId
  const rows = await tx.$queryRaw<{ value: string }[]>`
    select ${filter.value}::text as value from ${source} where ${tenant} = ${tx.tenantId}::uuid and ${filter.value} is not null
    limit 2 offset 700`
  const values = rows.map(({ value }) => value).toSorted((a, b) => Number(a) - Number(b))
  return values[0] === undefined ? null : { first: values[0], second: values[1] ?? values[0] }
}

/** Where the values of filters through another table lie, by the name the condition gives that table. */
const TABLES: Record<string, Prisma.Sql> = {
  v: Prisma.sql`product_variants v`,
  l: Prisma.sql`order_lines l`,
  s: Prisma.sql`variant_stock s`,
  t: Prisma.sql`(select tenant_id, unnest(tags) as tag from products) t`,
  cp: Prisma.sql`collection_products cp`,
}
const UNKNOWN: Record<FilterSpec['kind'], Value> = {
  text: { first: 'linen', second: 'linen' },
  choice: { first: 'linen', second: 'linen' },
  number: { first: '5', second: '50' },
  money: { first: '1000', second: '5000' },
  date: { first: '', second: '' },
  boolean: { first: '', second: '' },
  reference: { first: '0198aaaa-0000-7000-8000-000000000000', second: '0198aaaa-0000-7000-8000-000000000000' },
}
