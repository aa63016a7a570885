import type { TenantTx } from '@souk/db'
import { announceStock } from './available-stock.ts'
import { lockLevels } from './lock-levels.ts'

/** Units of an order's line in one warehouse. */
export type LineUnits = { orderLineId: string; variantId: string; warehouseId: string; quantity: number }

/** How a kind of movement changes a level, per unit: on hand and allocated. */
const EFFECT = {
  released: { onHand: 0, allocated: -1, ledger: -1 },
  shipped: { onHand: -1, allocated: -1, ledger: -1 },
  returned: { onHand: 1, allocated: 0, ledger: 1 },
} as const

/** Gives allocated units of lines back: the order, or a part of it, was cancelled before it left. */
export const releaseAllocations = (tx: TenantTx, units: LineUnits[]): Promise<void> => move(tx, 'released', units, {})

/** Takes allocated units out of the warehouse: the parcel has left, or, without one, they were handed out digitally. */
export const shipStock = (tx: TenantTx, units: LineUnits[], fulfillmentId: string | null): Promise<void> =>
  move(tx, 'shipped', units, fulfillmentId === null ? {} : { fulfillmentId })

/** Puts units that came back on the shelf again. */
export const returnStock = (tx: TenantTx, units: LineUnits[], reason: string): Promise<void> =>
  move(tx, 'returned', units, { reason })

async function move(
  tx: TenantTx,
  kind: keyof typeof EFFECT,
  units: LineUnits[],
  cause: { fulfillmentId?: string; reason?: string },
): Promise<void> {
  if (units.length === 0) return
  const effect = EFFECT[kind]
  const variantIds = [...new Set(units.map((unit) => unit.variantId))]
  await lockLevels(tx, variantIds)
  // Ledger, levels and allocations change in one statement; the checks of stock_levels and allocations hold them at zero or more.
  await tx.$executeRaw`
    with units as (
      select * from unnest(${units.map((u) => u.orderLineId)}::uuid[], ${units.map((u) => u.variantId)}::uuid[],
        ${units.map((u) => u.warehouseId)}::uuid[], ${units.map((u) => u.quantity)}::int[]) as u(order_line_id, variant_id, warehouse_id, quantity)),
    moved as (
      insert into stock_movements (tenant_id, variant_id, warehouse_id, quantity, kind, order_line_id, fulfillment_id, reason)
      select ${tx.tenantId}::uuid, variant_id, warehouse_id, quantity * ${effect.ledger}::int, ${kind}, order_line_id,
        ${cause.fulfillmentId ?? null}::uuid, ${cause.reason ?? null} from units),
    claims as (
      update allocations a set quantity = a.quantity + u.quantity * ${effect.allocated}::int from units u
      where a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = u.order_line_id and a.variant_id = u.variant_id
        and a.warehouse_id = u.warehouse_id)
    update stock_levels l set on_hand = l.on_hand + s.quantity * ${effect.onHand}::int, allocated = l.allocated + s.quantity * ${effect.allocated}::int
    from (select variant_id, warehouse_id, sum(quantity)::int as quantity from units group by 1, 2) s
    where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = s.variant_id and l.warehouse_id = s.warehouse_id`
  await announceStock(tx, variantIds)
}
