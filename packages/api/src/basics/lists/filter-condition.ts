import { Prisma, type TenantTx } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import { contains } from './contains.ts'
import type { FilterOp, ListFilter } from './list-query.ts'
import type { FilterSpec } from './list-spec.ts'

type Kind = FilterSpec['kind']

const OPS: Record<Kind, readonly FilterOp[]> = {
  text: ['is', 'not', 'in', 'out', 'contains'],
  choice: ['is', 'not', 'in', 'out'],
  reference: ['is', 'not', 'in', 'out'],
  number: ['is', 'not', 'gte', 'lte', 'between'],
  money: ['is', 'not', 'gte', 'lte', 'between'],
  date: ['gte', 'lte', 'between', 'is', 'last'],
  boolean: ['is'],
}
const EMPTY_OPS: readonly FilterOp[] = ['empty', 'filled']

const PATTERNS: Record<Kind, RegExp> = {
  text: /^[^]{0,200}$/,
  choice: /^[^]{0,200}$/,
  reference: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  number: /^-?\d{1,9}$/,
  money: /^-?\d{1,15}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  boolean: /^(true|false)$/,
}
const SPAN = /^(\d{1,4})([hdmy])$/
const COUNTS: Partial<Record<FilterOp, number>> = { is: 1, not: 1, contains: 1, gte: 1, lte: 1, last: 1, between: 2 }

/** The filters that a kind can be asked by; the screen offers these and no others. */
const opsOf = (spec: Pick<FilterSpec, 'kind' | 'nullable'>): readonly FilterOp[] =>
  spec.nullable ? [...OPS[spec.kind], ...EMPTY_OPS] : OPS[spec.kind]

/** The condition of a filter. Throws InvalidInput at `f.<key>` when its comparison or a value makes no sense for the kind. */
export function filterCondition(tx: TenantTx, spec: FilterSpec, filter: ListFilter): Prisma.Sql {
  check(spec, filter)
  const { op, values } = filter
  if (op === 'empty' || op === 'filled') return negated(op === 'empty', spec, emptiness(spec))
  if (op === 'not') return negated(true, spec, test(tx, spec, { ...filter, op: 'is' }))
  if (op === 'out') return negated(true, spec, test(tx, spec, { ...filter, op: 'in', values }))
  const exact = negated(false, spec, test(tx, spec, filter))
  const words = op === 'is' || op === 'contains' ? values[0] : undefined
  return spec.hint && words ? Prisma.sql`${spec.hint(words)} and ${exact}` : exact
}

/**
 * A row whose value is missing is not any of the values named, so it belongs to the rest. What looks through another table
 * answers yes or no, and a plain "not" of that may be planned as one pass over both.
 */
function negated(not: boolean, spec: FilterSpec, condition: Prisma.Sql): Prisma.Sql {
  if (spec.through) return not ? Prisma.sql`not (${spec.through(condition)})` : spec.through(condition)
  return not ? Prisma.sql`(${condition}) is not true` : condition
}

const emptiness = ({ kind, value }: FilterSpec): Prisma.Sql =>
  kind === 'text' || kind === 'choice' ? Prisma.sql`${value} <> ''` : Prisma.sql`${value} is not null`

function check(spec: FilterSpec, { key, op, values }: ListFilter): void {
  const fail = (sentence: string): never => {
    throw new InvalidInput({ [`f.${key}`]: sentence })
  }
  if (!opsOf(spec).includes(op)) fail(`This filter cannot be asked by "${op}".`)
  if (op === 'empty' || op === 'filled') return
  const wanted = COUNTS[op]
  if (wanted !== undefined && values.length !== wanted) fail('The filter lacks a value.')
  if (values.length === 0) fail('The filter lacks a value.')
  for (const value of values) {
    const fits = op === 'last' ? SPAN.test(value) : PATTERNS[spec.kind].test(value)
    if (!fits || (spec.kind === 'date' && op !== 'last' && !isDay(value))) fail(`"${value}" does not fit this filter.`)
    if (spec.options && !spec.options.includes(value)) fail(`"${value}" is not one of the values of this filter.`)
  }
}

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function test(tx: TenantTx, spec: FilterSpec, { op, values }: ListFilter): Prisma.Sql {
  const { value, kind } = spec
  const [first = '', second = ''] = values
  if (op === 'contains') return contains(value, first)
  if (kind === 'date') return dateTest(tx, value, op, values)
  // One value is an equality, behind which an index keeps its order.
  if (op === 'in' && values.length > 1) return Prisma.sql`${value} = any(${typedArray(kind, values)})`
  if (op === 'gte') return Prisma.sql`${value} >= ${typed(kind, first)}`
  if (op === 'lte') return Prisma.sql`${value} <= ${typed(kind, first)}`
  if (op === 'between') return Prisma.sql`${value} between ${typed(kind, first)} and ${typed(kind, second)}`
  return Prisma.sql`${value} = ${typed(kind, first)}`
}

function typed(kind: Kind, value: string): Prisma.Sql {
  if (kind === 'reference') return Prisma.sql`${value}::uuid`
  if (kind === 'number' || kind === 'money') return Prisma.sql`${value}::bigint`
  if (kind === 'boolean') return Prisma.sql`${value === 'true'}::boolean`
  return Prisma.sql`${value}::text`
}

const typedArray = (kind: Kind, values: string[]): Prisma.Sql =>
  kind === 'reference' ? Prisma.sql`${values}::uuid[]` : Prisma.sql`${values}::text[]`

/** Days begin and end on the shop's clock. */
function dateTest(tx: TenantTx, value: Prisma.Sql, op: FilterOp, [first = '', second = first]: string[]): Prisma.Sql {
  if (op === 'last') return Prisma.sql`${value} >= now() - ${span(first)}`
  if (op === 'gte') return Prisma.sql`${value} >= ${startOf(tx, first)}`
  if (op === 'lte') return Prisma.sql`${value} < ${startOf(tx, first, 1)}`
  return Prisma.sql`(${value} >= ${startOf(tx, first)} and ${value} < ${startOf(tx, second, 1)})`
}

const startOf = (tx: TenantTx, day: string, later = 0): Prisma.Sql => Prisma.sql`
  ((${day}::date + ${later}::int)::timestamp at time zone (select time_zone from tenants where id = ${tx.tenantId}::uuid))`

function span(text: string): Prisma.Sql {
  const [, digits = '0', unit = 'd'] = SPAN.exec(text) ?? []
  const count = Number(digits)
  if (unit === 'h') return Prisma.sql`make_interval(hours => ${count}::int)`
  if (unit === 'm') return Prisma.sql`make_interval(months => ${count}::int)`
  if (unit === 'y') return Prisma.sql`make_interval(years => ${count}::int)`
  return Prisma.sql`make_interval(days => ${count}::int)`
}
