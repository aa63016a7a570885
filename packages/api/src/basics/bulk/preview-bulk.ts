import type { TenantTx } from '@souk/db'
import type { BulkChange, BulkFields, BulkRegistry } from './bulk-action.ts'
import type { BulkSelection } from './bulk-selection.ts'
import { findAction, parseInput } from './find-action.ts'
import { planBulk } from './plan-bulk.ts'
import { subjectsOf } from './subjects-of.ts'

export type BulkAsked = { action: string; list: string; input: unknown; selection: BulkSelection }
export type BulkSample = { id: string; groupId: string; label: string; before: BulkFields; after: BulkFields }
export type BulkPreview = {
  change: number
  skip: number
  reasons: { reason: string; count: number }[]
  samples: BulkSample[]
  /** False when the selection is larger than what a preview looks at; the numbers are of the first part then. */
  complete: boolean
}

const SAMPLES_MAX = 8
/** A preview answers within seconds; a run looks at every record again anyway. */
const LOOKED_MAX = 50_000

/** Tells what an action would do to a selection, without doing any of it. Each part is read in a transaction of its own. */
export async function previewBulk(
  inTenant: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  registry: BulkRegistry,
  asked: BulkAsked,
): Promise<BulkPreview> {
  const action = findAction(registry, asked.action, asked.list)
  const input = parseInput(action, asked.input)
  if (action.check) await inTenant((tx) => action.check!(tx, input))
  const reasons = new Map<string, number>()
  const samples: BulkSample[] = []
  const seen = { change: 0, skip: 0 }
  let after: string | null = null
  do {
    const step = await inTenant(async (tx) => {
      const { subjects, next } = await subjectsOf(tx, registry, action, { ...asked, after })
      const ids = subjects.map(({ id }) => id)
      return { ...planBulk(action, input, subjects, await action.subject.read(tx, ids, input)), next }
    })
    seen.change += step.changes.length
    seen.skip += step.skipped.length
    for (const { reason } of step.skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    samples.push(...step.changes.slice(0, SAMPLES_MAX - samples.length).map(sampleOf))
    after = step.next
  } while (after !== null && seen.change + seen.skip < LOOKED_MAX)
  const told = [...reasons].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count)
  return { ...seen, reasons: told, samples, complete: after === null }
}

const sampleOf = ({ id, groupId, label, before, after }: BulkChange): BulkSample => ({
  id,
  groupId,
  label,
  before,
  after,
})
