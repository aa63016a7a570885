import type { TenantTx } from '@souk/db'
import { auditAll, type By } from '../basics/index.ts'
import { writeOnHand, type OnHandDifference } from './adjust-stock.ts'
import { announceStock } from './available-stock.ts'
import { lockLevels, type LockedLevel } from './lock-levels.ts'

export type CountedStock = {
  variantId: string
  /** Absent: the shop's first warehouse. */ warehouseId?: string
  onHand: number
}
type Cause = { reason: string; importId?: string }

/** Sets what is on hand of many variants, as adjustStock does for one, in one statement a step. Returns what was moved. */
export async function setStock(
  tx: TenantTx,
  counted: CountedStock[],
  cause: Cause,
  by: By,
): Promise<OnHandDifference[]> {
  if (counted.length === 0) return []
  const levels = await lockLevels(tx, [...new Set(counted.map(({ variantId }) => variantId))])
  const found = levelsBy(levels)
  const moved = counted.flatMap(({ variantId, warehouseId, onHand }) => {
    const level = found.get(warehouseId ? `${variantId} ${warehouseId}` : variantId)
    return level && level.onHand !== onHand ? [{ level, onHand }] : []
  })
  await write(tx, moved, cause, by)
  return moved.map(({ level, onHand }) => ({
    variantId: level.variantId,
    warehouseId: level.warehouseId,
    difference: onHand - level.onHand,
  }))
}

export type MovedBack = { variantId: string; warehouseId: string; done: boolean }

/**
 * Takes movements of an import back by counter-movements: the ledger keeps both. What was sold since stays sold, because a
 * movement adds; a shelf that would fall below what is claimed, or that was counted anew since, is left as it is.
 */
export async function moveBack(
  tx: TenantTx,
  differences: OnHandDifference[],
  cause: Required<Cause>,
  by: By,
): Promise<MovedBack[]> {
  if (differences.length === 0) return []
  const found = levelsBy(await lockLevels(tx, [...new Set(differences.map(({ variantId }) => variantId))]))
  const recounted = await countedSince(tx, cause.importId, differences)
  const sums = new Map<string, OnHandDifference>()
  for (const row of differences) {
    const key = `${row.variantId} ${row.warehouseId}`
    sums.set(key, { ...row, difference: (sums.get(key)?.difference ?? 0) + row.difference })
  }
  const checked = [...sums].map(([key, row]) => {
    const level = found.get(key)
    const fits =
      level && level.onHand - row.difference >= 0 && (row.difference <= 0 || level.available >= row.difference)
    return { row, level, done: Boolean(fits) && !recounted.has(key) }
  })
  const moved = checked.flatMap(({ row, level, done }) =>
    done && level ? [{ level, onHand: level.onHand - row.difference }] : [],
  )
  await write(tx, moved, cause, by)
  return checked.map(({ row, done }) => ({ variantId: row.variantId, warehouseId: row.warehouseId, done }))
}

function levelsBy(levels: LockedLevel[]): Map<string, LockedLevel> {
  const found = new Map<string, LockedLevel>()
  for (const level of levels) {
    found.set(`${level.variantId} ${level.warehouseId}`, level)
    if (!found.has(level.variantId)) found.set(level.variantId, level)
  }
  return found
}

/** The shelves that were counted by someone else after the import moved them; an import that was undone counts for nothing. */
async function countedSince(tx: TenantTx, importId: string, rows: OnHandDifference[]): Promise<Set<string>> {
  const counted = await tx.$queryRaw<{ key: string }[]>`
    select distinct m.variant_id || ' ' || m.warehouse_id as key from stock_movements m
    where m.tenant_id = ${tx.tenantId}::uuid and m.variant_id = any(${rows.map(({ variantId }) => variantId)}::uuid[])
      and m.kind = 'adjusted' and m.import_id is distinct from ${importId}::uuid
      and not exists (select from imports o where o.tenant_id = m.tenant_id and o.id = m.import_id and o.undone_at is not null)
      and m.id > (
        select i.id from stock_movements i where i.tenant_id = ${tx.tenantId}::uuid and i.import_id = ${importId}::uuid
          and i.variant_id = m.variant_id and i.warehouse_id = m.warehouse_id
        order by i.id limit 1)`
  return new Set(counted.map(({ key }) => key))
}

async function write(
  tx: TenantTx,
  moved: { level: LockedLevel; onHand: number }[],
  cause: Cause,
  by: By,
): Promise<void> {
  const differences = moved.map(({ level, onHand }) => ({
    variantId: level.variantId,
    warehouseId: level.warehouseId,
    difference: onHand - level.onHand,
  }))
  await writeOnHand(tx, differences, { kind: 'adjusted', actorId: by.id, ...cause })
  const deeds = moved.map(({ level, onHand }) => ({
    action: 'stock.adjusted',
    subjectKind: 'variant',
    subjectId: level.variantId,
    changes: { onHand: [level.onHand, onHand], reason: cause.reason },
  }))
  if (deeds.length > 0) await auditAll(tx, by, deeds)
  await announceStock(
    tx,
    differences.map(({ variantId }) => variantId),
  )
}
