import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound, Refusal } from '../refusal.ts'
import { announceStock } from './available-stock.ts'
import { lockLevels } from './lock-levels.ts'
import { refreshStock } from './refresh-stock.ts'
import { refuseKeyed } from './refuse-keyed.ts'

/** Someone else counted or sold in the meantime: the number on hand is not the one the change was based on. */
export class StockChangedMeanwhile extends Refusal {
  constructor(onHand: number) {
    super(409, 'stock_changed', `The stock was changed in the meantime: ${onHand} on hand now.`, { detail: { onHand } })
  }
}

/** A bundle lies on the shelf as its parts. */
class NoStockOfItsOwn extends Refusal {
  constructor() {
    super(409, 'bundle_stock', 'A bundle has no stock of its own. Adjust the stock of its parts.')
  }
}

export type AdjustStock = {
  variantId: string
  /** Absent: the shop's first warehouse. */
  warehouseId?: string
  /** What is on the shelf now. */
  onHand: number
  /** What the person saw before; a different number now is refused instead of overwritten. */
  expectedOnHand?: number
  reason: string
}

/** Sets what is on hand by writing the difference to the ledger. Returns the new number on hand. */
export async function adjustStock(tx: TenantTx, input: AdjustStock, by: By): Promise<{ onHand: number }> {
  const levels = await lockLevels(tx, [input.variantId])
  const level = input.warehouseId ? levels.find((row) => row.warehouseId === input.warehouseId) : levels[0]
  if (!level) throw new NotFound('stock')
  if (input.expectedOnHand !== undefined && input.expectedOnHand !== level.onHand)
    throw new StockChangedMeanwhile(level.onHand)
  await refuseBundle(tx, input.variantId)
  await refuseKeyed(tx, input.variantId)
  const row = { variantId: input.variantId, warehouseId: level.warehouseId, difference: input.onHand - level.onHand }
  if (row.difference === 0) return { onHand: level.onHand }
  await writeOnHand(tx, [row], { kind: 'adjusted', reason: input.reason, actorId: by.id })
  await audit(tx, by, {
    action: 'stock.adjusted',
    subjectKind: 'variant',
    subjectId: input.variantId,
    changes: { onHand: [level.onHand, input.onHand], reason: input.reason },
  })
  await announceStock(tx, [input.variantId])
  return { onHand: input.onHand }
}

/** Throws when the variant is a bundle: nothing of it lies on a shelf under its own name. */
export async function refuseBundle(tx: TenantTx, variantId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ bundle: boolean }[]>`
    select bundle from product_variants where tenant_id = ${tx.tenantId}::uuid and id = ${variantId}::uuid`
  if (rows[0]?.bundle) throw new NoStockOfItsOwn()
}

export type OnHandDifference = { variantId: string; warehouseId: string; difference: number }

/** Writes differences of on hand to the ledger and to the levels, in one statement. Differences of zero are left out. */
export async function writeOnHand(
  tx: TenantTx,
  rows: OnHandDifference[],
  cause: { kind: 'received' | 'adjusted'; reason?: string; actorId?: string | null; importId?: string },
): Promise<void> {
  const changed = rows.filter(({ difference }) => difference !== 0)
  if (changed.length === 0) return
  await tx.$executeRaw`
    with rows as (
      select * from unnest(${changed.map((r) => r.variantId)}::uuid[], ${changed.map((r) => r.warehouseId)}::uuid[],
        ${changed.map((r) => r.difference)}::int[]) as r(variant_id, warehouse_id, difference)),
    moved as (
      insert into stock_movements (tenant_id, variant_id, warehouse_id, quantity, kind, reason, actor_id, import_id)
      select ${tx.tenantId}::uuid, variant_id, warehouse_id, difference, ${cause.kind}, ${cause.reason ?? null},
        ${cause.actorId ?? null}::uuid, ${cause.importId ?? null}::uuid from rows)
    update stock_levels l set on_hand = l.on_hand + rows.difference
    from rows where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = rows.variant_id and l.warehouse_id = rows.warehouse_id`
  await refreshStock(
    tx,
    changed.map(({ variantId }) => variantId),
  )
}
