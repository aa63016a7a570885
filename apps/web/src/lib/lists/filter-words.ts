import type { ListFilter } from '@souk/api/list-query'
import { m } from '#lib/i18n/messages.ts'
import { formatMoney } from '#lib/ui/money-text.ts'
import { opWords, spanWords } from './filter-ops.ts'
import type { FilterDef } from './list-data.ts'

/** A filter as a person reads it: its name, the comparison and the values in their language. */
export function filterWords(filter: ListFilter, def: FilterDef | undefined, locale: string): string {
  if (!def) return `${filter.key} ${filter.op} ${filter.values.join(', ')}`.trim()
  const op = opWords(filter.op, def.kind)
  const values = filter.values.map((value) => valueWords(value, filter, def, locale))
  if (values.length === 0) return `${def.label} ${op}`
  const [first, second] = values
  if (filter.op === 'between' && second) return `${def.label} ${m.lists_between({ from: first!, until: second })}`
  return `${def.label} ${op} ${new Intl.ListFormat(locale, { type: 'disjunction' }).format(values)}`
}

function valueWords(value: string, { op }: ListFilter, def: FilterDef, locale: string): string {
  if (op === 'last') return spanWords(value)
  if (def.kind === 'boolean') return value === 'true' ? m.lists_yes() : m.lists_no()
  if (def.kind === 'money') return /^-?\d{1,15}$/.test(value) ? formatMoney(BigInt(value), def.currency, locale) : value
  if (def.kind === 'date') return dayWords(value, locale)
  if (def.kind === 'choice' || def.kind === 'reference')
    return def.options.find((option) => option.value === value)?.label ?? value
  return value
}

/** A day of the calendar has no time zone: it is written as it stands. */
function dayWords(value: string, locale: string): string {
  const day = new Date(`${value}T12:00:00Z`)
  return Number.isNaN(day.getTime())
    ? value
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(day)
}
