import type { BulkAction, BulkChange, BulkFields, BulkRecord } from './bulk-action.ts'

export type Skipped = { id: string; groupId: string; label: string; reason: string }

/** What an action makes of these records: those that change, and those that are left with the reason. Writes nothing. */
export function planBulk<Input>(
  action: BulkAction<Input>,
  input: Input,
  asked: { id: string; groupId: string }[],
  records: BulkRecord[],
): { changes: BulkChange[]; skipped: Skipped[] } {
  const known = new Map(records.map((record) => [record.id, record]))
  const changes: BulkChange[] = []
  const skipped: Skipped[] = []
  for (const { id, groupId } of asked) {
    const record = known.get(id)
    if (!record) {
      skipped.push({ id, groupId, label: '', reason: 'gone' })
      continue
    }
    const outcome = action.change(record.fields, input)
    if (isSkip(outcome)) skipped.push({ ...record, reason: outcome.skip })
    else {
      const { before, after } = differing(record.fields, outcome)
      if (Object.keys(after).length > 0) changes.push({ ...record, before, after })
      else skipped.push({ ...record, reason: 'unchanged' })
    }
  }
  return { changes, skipped }
}

const isSkip = (outcome: object): outcome is { skip: string } =>
  typeof (outcome as { skip?: unknown }).skip === 'string'

export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function differing(fields: BulkFields, wanted: BulkFields): { before: BulkFields; after: BulkFields } {
  const keys = Object.keys(wanted).filter((key) => !sameValue(fields[key], wanted[key]))
  return {
    before: Object.fromEntries(keys.map((key) => [key, fields[key] ?? null])),
    after: Object.fromEntries(keys.map((key) => [key, wanted[key]!])),
  }
}
