import type { TenantTx } from '@souk/db'
import { announceStock } from './available-stock.ts'
import { InsufficientStock, type Shortage } from './errors.ts'
import { lockLevels, type LockedLevel } from './lock-levels.ts'

/** What an order's line asks of a variant. */
export type Demand = { variantId: string; orderId: string; orderLineId: string; quantity: number; backorder: boolean }

/** A line's share of one warehouse's stock. */
export type Take = Demand & { warehouseId: string }

/** Holds units for an order that is still to be paid, until `holdMinutes` from now by the database's clock. */
export async function reserveStock(tx: TenantTx, demands: Demand[], holdMinutes: number): Promise<void> {
  const takes = await planTakes(tx, demands)
  await addToLevels(tx, takes, { reserved: 1, allocated: 0 })
  await tx.$executeRaw`
    insert into reservations (tenant_id, variant_id, warehouse_id, order_id, order_line_id, quantity, expires_at)
    select ${tx.tenantId}::uuid, t.variant_id, t.warehouse_id, t.order_id, t.order_line_id, t.quantity, now() + make_interval(mins => ${holdMinutes}::int)
    from unnest(${takes.map((t) => t.variantId)}::uuid[], ${takes.map((t) => t.warehouseId)}::uuid[], ${takes.map((t) => t.orderId)}::uuid[],
      ${takes.map((t) => t.orderLineId)}::uuid[], ${takes.map((t) => t.quantity)}::int[]) as t(variant_id, warehouse_id, order_id, order_line_id, quantity)`
  await announceStock(
    tx,
    takes.map((t) => t.variantId),
  )
}

/** Claims units for a placed order at once: the claim is an allocation, written to the ledger. */
export async function allocateStock(tx: TenantTx, demands: Demand[]): Promise<void> {
  const takes = await planTakes(tx, demands)
  await addToLevels(tx, takes, { reserved: 0, allocated: 1 })
  await writeAllocations(tx, takes)
  await announceStock(
    tx,
    takes.map((t) => t.variantId),
  )
}

/** Writes allocations and their movements; the levels were changed by the caller in the same transaction. */
export async function writeAllocations(tx: TenantTx, takes: Take[]): Promise<void> {
  await tx.$executeRaw`
    with taken as (
      select * from unnest(${takes.map((t) => t.variantId)}::uuid[], ${takes.map((t) => t.warehouseId)}::uuid[],
        ${takes.map((t) => t.orderLineId)}::uuid[], ${takes.map((t) => t.quantity)}::int[]) as t(variant_id, warehouse_id, order_line_id, quantity)),
    moved as (
      insert into stock_movements (tenant_id, variant_id, warehouse_id, quantity, kind, order_line_id)
      select ${tx.tenantId}::uuid, variant_id, warehouse_id, quantity, 'allocated', order_line_id from taken)
    insert into allocations as a (tenant_id, order_line_id, warehouse_id, variant_id, quantity)
    select ${tx.tenantId}::uuid, order_line_id, warehouse_id, variant_id, quantity from taken
    on conflict (tenant_id, order_line_id, variant_id, warehouse_id) do update set quantity = a.quantity + excluded.quantity`
}

/**
 * Decides which warehouse serves which line. Demand is summed per variant before the check, so two lines of one variant
 * cannot both have the last unit. The rows stay locked until the transaction ends. Throws InsufficientStock.
 */
async function planTakes(tx: TenantTx, demands: Demand[]): Promise<Take[]> {
  const levels = await lockLevels(tx, [...new Set(demands.map((demand) => demand.variantId))])
  const shortages = findShortages(levels, demands)
  if (shortages.length > 0) throw new InsufficientStock(shortages)
  return demands.flatMap((demand) => takeFrom(levels, demand))
}

function findShortages(levels: LockedLevel[], demands: Demand[]): Shortage[] {
  const requested = new Map<string, number>()
  for (const { variantId, quantity, backorder } of demands) {
    if (!backorder) requested.set(variantId, (requested.get(variantId) ?? 0) + quantity)
  }
  return [...requested]
    .map(([variantId, quantity]) => ({
      variantId,
      requested: quantity,
      available: levels
        .filter((level) => level.variantId === variantId)
        .reduce((sum, { available }) => sum + Math.max(0, available), 0),
    }))
    .filter((shortage) => shortage.available < shortage.requested)
}

/**
 * Takes a demand from the warehouses in their order; what a backorder cannot get yet is owed by the first of them. A line has
 * at most one take a warehouse, as it has one allocation there.
 */
function takeFrom(levels: LockedLevel[], demand: Demand): Take[] {
  let open = demand.quantity
  const own = levels.filter((level) => level.variantId === demand.variantId)
  const parts = own.map((level) => {
    const quantity = Math.min(open, Math.max(0, level.available))
    level.available -= quantity
    open -= quantity
    return { warehouseId: level.warehouseId, quantity }
  })
  const [first] = parts
  if (!first) throw new InsufficientStock([{ variantId: demand.variantId, requested: demand.quantity, available: 0 }])
  first.quantity += open
  return parts.filter(({ quantity }) => quantity > 0).map((part) => ({ ...demand, ...part }))
}

/**
 * The statement that takes: it checks again, on the rows it changes, that enough is there. With the rows locked the
 * check always agrees with the plan; it stands here so that no other plan can ever oversell.
 */
async function addToLevels(tx: TenantTx, takes: Take[], per: { reserved: number; allocated: number }): Promise<void> {
  const rows = new Map<string, { variantId: string; warehouseId: string; quantity: number; backorder: boolean }>()
  for (const take of takes) {
    const key = `${take.variantId} ${take.warehouseId}`
    const row = rows.get(key) ?? { ...take, quantity: 0 }
    rows.set(key, { ...row, quantity: row.quantity + take.quantity, backorder: row.backorder || take.backorder })
  }
  const all = [...rows.values()]
  const changed = await tx.$executeRaw`
    update stock_levels l set reserved = l.reserved + t.quantity * ${per.reserved}::int, allocated = l.allocated + t.quantity * ${per.allocated}::int
    from unnest(${all.map((r) => r.variantId)}::uuid[], ${all.map((r) => r.warehouseId)}::uuid[], ${all.map((r) => r.quantity)}::int[],
      ${all.map((r) => r.backorder)}::bool[]) as t(variant_id, warehouse_id, quantity, backorder)
    where l.tenant_id = ${tx.tenantId}::uuid and l.variant_id = t.variant_id and l.warehouse_id = t.warehouse_id
      and (t.backorder or l.on_hand - l.allocated - l.reserved - l.safety_stock >= t.quantity)`
  if (changed !== all.length) {
    throw new InsufficientStock(
      all.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: 0 })),
    )
  }
}
