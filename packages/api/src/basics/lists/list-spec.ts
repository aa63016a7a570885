import type { Prisma, TenantTx } from '@souk/db'
import type { Meta } from '../../trpc.ts'
import type { ListFilter } from './list-query.ts'

type Permission = NonNullable<Meta['permission']>

/**
 * A filter of a list: what it looks at and of which kind it is. With `through`, the value lies in another table: it gets
 * the test of the value and answers the condition of the row, such as `exists (select from ... where ${test})`, which is never null.
 */
export type FilterSpec = {
  kind: 'text' | 'choice' | 'number' | 'money' | 'date' | 'boolean' | 'reference'
  value: Prisma.Sql
  /** Of a choice: the values there are. */
  options?: readonly string[]
  /** Whether `empty` and `filled` may be asked. An empty text counts as empty. */
  nullable?: true
  through?: (test: Prisma.Sql) => Prisma.Sql
  /** What is cheap to ask of the row itself and true of every row that is or contains these words, and of some others. */
  hint?: (words: string) => Prisma.Sql
}

/** An order of a list. Ties are broken by the id; rows without a value come last either way. */
export type SortSpec = {
  value: Prisma.Sql
  type: 'text' | 'timestamptz' | 'bigint' | 'int' | 'uuid'
  nullable?: true
}

/** How a column of an export is written. An amount is in minor units. */
export type CellValue = string | number | bigint | boolean | Date | null
export type ColumnSpec<Row> = {
  kind: 'text' | 'number' | 'money' | 'date' | 'boolean'
  value: (row: Row) => CellValue
}

/** What a list starts with: a view that the house brings along. */
export type ListView = { filters: ListFilter[]; sort?: string }

/**
 * A list as a module declares it. Reading is in two steps: the ids of a page by index, then these rows whole; so a bulk
 * action, an export and the count of a card walk exactly what the screen shows.
 */
export type ListSpec<Row extends { id: string }> = {
  key: string
  permission: Permission
  from: Prisma.Sql
  tenantId: Prisma.Sql
  id: Prisma.Sql
  /** What holds for every row of the list, whatever is asked; `true` when nothing does. */
  base?: Prisma.Sql
  search: (words: string) => Prisma.Sql
  filters: Record<string, FilterSpec>
  sorts: Record<string, SortSpec>
  /** The sort of the list itself, with its minus. */
  sort: string
  views: Record<string, ListView>
  columns: Record<string, ColumnSpec<Row>>
  /** The rows with these ids, in any order, in one statement. */
  read: (tx: TenantTx, ids: string[]) => Promise<Row[]>
}

/** A list whose rows only its own module knows: what walks all lists hands the rows it read to the columns of the same list. */
export type AnyList = ListSpec<{ id: string }>
export const anyList = <Row extends { id: string }>(spec: ListSpec<Row>): AnyList => spec as unknown as AnyList
