import { z } from 'zod'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { listQuery } from '../lists/list-procedure.ts'
import type { AnyList } from '../lists/list-spec.ts'

const timeZone = z
  .string()
  .max(60)
  .refine((zone) => isTimeZone(zone), 'There is no such time zone.')

/** What to export: a list with its query, the columns in their order with the words above them, and the kind of file. */
export const exportPlan = z.object({
  list: z.string().max(60),
  query: listQuery,
  columns: z
    .array(z.object({ key: z.string().max(60), label: z.string().trim().min(1).max(120) }))
    .min(1, 'Choose at least one column.')
    .max(200),
  format: z.enum(['csv', 'xlsx']),
  options: z
    .object({ delimiter: z.enum([',', ';', '\t']).default(','), timeZone: timeZone.optional() })
    .default({ delimiter: ',' }),
})
export type ExportPlan = z.infer<typeof exportPlan>

/** Every list that can be exported, by its key: assembled above all modules. */
export type ExportLists = Record<string, AnyList>

/** The list of a plan, when it has all of the columns. Throws NotFound, or InvalidInput with the column that is not there. */
export function listOf(lists: ExportLists, plan: Pick<ExportPlan, 'list' | 'columns'>): AnyList {
  const list = Object.hasOwn(lists, plan.list) ? lists[plan.list] : undefined
  if (!list) throw new NotFound('list')
  const unknown = plan.columns.find(({ key }) => !Object.hasOwn(list.columns, key))
  if (unknown) throw new InvalidInput({ columns: `This list has no column ${unknown.key}.` })
  return list
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
