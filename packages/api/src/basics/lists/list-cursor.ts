import { Prisma } from '@souk/db'
import { InvalidInput } from '../../refusal.ts'
import type { SortSpec } from './list-spec.ts'

/** Where a page ended: the id of its last row and the value it was sorted by; null when it had none. */
export type ListCursor = { id: string; value: string | null }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const FITS: Record<SortSpec['type'], RegExp> = {
  text: /^[^]{0,1000}$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} [\d:.]{8,15}[+-]\d{2}(:\d{2})?$/,
  bigint: /^-?\d{1,18}$/,
  int: /^-?\d{1,9}$/,
  uuid: UUID,
}

export const writeCursor = ({ id, value }: ListCursor): string => (value === null ? id : `${id}|${value}`)

/** Throws InvalidInput for a cursor that this order could not have given. */
export function readCursor(text: string, sort: SortSpec): ListCursor {
  const id = text.slice(0, 36)
  const value = text.length > 36 ? text.slice(37) : null
  const fits = UUID.test(id) && (value === null ? sort.nullable === true : FITS[sort.type].test(value))
  if (!fits || (text.length > 36 && text[36] !== '|')) {
    throw new InvalidInput({ after: 'This page does not exist any more.' })
  }
  return { id, value }
}

const TYPES: Record<SortSpec['type'], Prisma.Sql> = {
  text: Prisma.sql`text`,
  timestamptz: Prisma.sql`timestamptz`,
  bigint: Prisma.sql`bigint`,
  int: Prisma.sql`int`,
  uuid: Prisma.sql`uuid`,
}

/**
 * The rows behind a cursor. `descending` is the direction of the sort, `back` asks for the rows in front of it instead.
 * Where a value is never missing the comparison is one row comparison, which an index can start from.
 */
export function behind(
  cursor: ListCursor,
  at: { sort: SortSpec; id: Prisma.Sql; descending: boolean; back: boolean },
): Prisma.Sql {
  const { sort, id, descending, back } = at
  const past = descending === back ? Prisma.sql`>` : Prisma.sql`<`
  const here = Prisma.sql`${cursor.id}::uuid`
  if (cursor.value === null) {
    const among = Prisma.sql`(${sort.value} is null and ${id} ${past} ${here})`
    return back ? Prisma.sql`(${among} or ${sort.value} is not null)` : among
  }
  const rows = Prisma.sql`(${sort.value}, ${id}) ${past} (${cursor.value}::${TYPES[sort.type]}, ${here})`
  return sort.nullable && !back ? Prisma.sql`(${rows} or ${sort.value} is null)` : rows
}

/** The order of a page; rows without a value last, or first when it is read backwards. */
export function ordering(at: { sort: SortSpec; id: Prisma.Sql; descending: boolean; back: boolean }): Prisma.Sql {
  const down = at.descending !== at.back
  const direction = down ? Prisma.sql`desc` : Prisma.sql`asc`
  const nulls = at.sort.nullable ? (at.back ? Prisma.sql` nulls first` : Prisma.sql` nulls last`) : Prisma.empty
  return Prisma.sql`${at.sort.value} ${direction}${nulls}, ${at.id} ${direction}`
}
