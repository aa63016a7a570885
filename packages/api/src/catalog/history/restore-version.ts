import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { Refusal } from '../../refusal.ts'
import { lockAnyProduct, touchProduct } from '../touch-product.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { compareSnapshots, type FieldDifference } from './compare-versions.ts'
import { changedKeys, flatFields, sameValue } from './flat-fields.ts'
import { isRestorable } from './flat-values.ts'
import { leaveTrash } from './leave-trash.ts'
import { getVersion } from './read-versions.ts'

type Restored = { productId: string; version: number; changed: boolean; skipped: string[] }

/** Nothing of a deed can be taken back, because everything it changed was changed again. */
class ChangedSince extends Refusal {
  constructor() {
    super(
      409,
      'changed_since',
      'Everything this changed has been changed again since. Restore single fields from the history instead.',
    )
  }
}

/** Gives a product what it was in an earlier version: all of it, or the fields of these keys. The result is a new version. */
export async function restoreVersion(
  tx: TenantTx,
  input: { productId: string; version: number; keys?: string[] | undefined },
  by: By,
): Promise<Restored> {
  const { productId } = input
  const { version: current } = await lockAnyProduct(tx, productId)
  const wanted = await getVersion(tx, productId, input.version)
  const present = await getVersion(tx, productId, current)
  const differing = changedKeys(flatFields(present.snapshot), flatFields(wanted.snapshot)).filter(isRestorable)
  const keys = input.keys ? differing.filter((key) => input.keys!.includes(key)) : differing
  if (keys.length === 0) return { productId, version: current, changed: false, skipped: [] }
  await leaveTrash(tx, productId)
  await applySnapshot(tx, productId, wanted.snapshot, keys)
  const changes = { ...told(compareSnapshots(present.snapshot, wanted.snapshot), keys), restoredVersion: input.version }
  const touched = await touchProduct(tx, productId, { action: 'product.restored', changes }, by)
  return { ...touched, changed: true, skipped: [] }
}

/**
 * Takes one deed back: what it changed gets the value from before it. Fields that were changed again since are left as
 * they are and named in `skipped`. Throws ChangedSince when that is all of them.
 */
export async function undoVersion(
  tx: TenantTx,
  input: { productId: string; version: number },
  by: By,
): Promise<Restored> {
  const { productId } = input
  const { version: current } = await lockAnyProduct(tx, productId)
  const before = await getVersion(tx, productId, input.version - 1)
  const after = await getVersion(tx, productId, input.version)
  const present = current === input.version ? after : await getVersion(tx, productId, current)
  const [was, became, is] = [before, after, present].map(({ snapshot }) => flatFields(snapshot))
  const changed = changedKeys(was!, became!).filter(isRestorable)
  const keys = changed.filter((key) => sameValue(is![key], became![key]))
  const wasTrashed = Boolean(after.snapshot.trashed_at) && !before.snapshot.trashed_at
  if (keys.length === 0 && !wasTrashed) throw new ChangedSince()
  if (wasTrashed) await leaveTrash(tx, productId)
  await applySnapshot(tx, productId, before.snapshot, keys)
  const skipped = changed.filter((key) => !keys.includes(key))
  const changes = { ...told(compareSnapshots(after.snapshot, before.snapshot), keys), undoneVersion: input.version }
  const touched = await touchProduct(tx, productId, { action: 'product.undone', changes }, by)
  return { ...touched, changed: true, skipped }
}

/** The differences as the audit log tells them; long lists by their length alone. */
function told(differences: FieldDifference[], keys: string[]): Record<string, [unknown, unknown]> {
  const size = (value: unknown) => (Array.isArray(value) ? value.length : 0)
  return Object.fromEntries(
    differences
      .filter(({ key }) => keys.includes(key))
      .map(({ field, of, before, after }) => [
        of ? `${of}: ${field}` : field,
        field === 'pictures' || field === 'collections' ? [size(before), size(after)] : [before, after],
      ]),
  )
}
