import type { FilterOp } from '@souk/api/list-query'
import { m } from '#lib/i18n/messages.ts'
import type { FilterDef } from './list-data.ts'

const OPS: Record<FilterDef['kind'], readonly FilterOp[]> = {
  text: ['is', 'not', 'contains'],
  choice: ['in', 'out'],
  reference: ['in', 'out'],
  number: ['is', 'gte', 'lte', 'between'],
  money: ['is', 'gte', 'lte', 'between'],
  date: ['last', 'between', 'gte', 'lte'],
  boolean: ['is'],
}

/** The comparisons that a filter is offered with. */
export const opsOf = (def: FilterDef): readonly FilterOp[] =>
  'nullable' in def && def.nullable ? [...OPS[def.kind], 'empty', 'filled'] : OPS[def.kind]

/** A comparison in words, as it stands between the name of the filter and its value. */
export function opWords(op: FilterOp, kind: FilterDef['kind']): string {
  const isDate = kind === 'date'
  const words: Record<FilterOp, () => string> = {
    is: m.lists_op_is,
    not: m.lists_op_not,
    in: m.lists_op_is,
    out: m.lists_op_not,
    contains: m.lists_op_contains,
    gte: isDate ? m.lists_op_from : m.lists_op_gte,
    lte: isDate ? m.lists_op_until : m.lists_op_lte,
    between: m.lists_op_between,
    empty: m.lists_op_empty,
    filled: m.lists_op_filled,
    last: m.lists_op_last,
  }
  return words[op]()
}

export const SPANS = ['24h', '7d', '30d', '90d', '12m'] as const

/** How far back a relative date reaches, in words. */
export function spanWords(span: string): string {
  const count = Number.parseInt(span, 10)
  if (span.endsWith('h')) return m.lists_span_hours({ count })
  if (span.endsWith('m')) return m.lists_span_months({ count })
  if (span.endsWith('y')) return m.lists_span_years({ count })
  return m.lists_span_days({ count })
}
