import type { TenantTx } from '@souk/db'
import type { LineUnits } from '../inventory/index.ts'
import { piecesOfOrder } from './order-pieces.ts'

/** What is set aside for an order and has not left, by line and warehouse. */
export async function unitsOfOrder(tx: TenantTx, orderId: string): Promise<LineUnits[]> {
  return tx.$queryRaw`
    select a.order_line_id as "orderLineId", a.variant_id as "variantId", a.warehouse_id as "warehouseId", a.quantity
    from allocations a join order_lines l on l.tenant_id = a.tenant_id and l.id = a.order_line_id
    where a.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid and a.quantity > 0
    order by l.position, a.warehouse_id`
}

/**
 * What is still to be sent of lines that were sold without counting stock: nothing was ever claimed for them. They leave from
 * the shop's first warehouse.
 */
export async function uncountedUnits(tx: TenantTx, orderId: string): Promise<LineUnits[]> {
  return tx.$queryRaw`
    select p.order_line_id as "orderLineId", p.variant_id as "variantId", w.id as "warehouseId",
      ((p.quantity - p.refunded_quantity) * p.per)::int as quantity
    from ${piecesOfOrder(tx, orderId)} p cross join lateral (
      select id from warehouses where tenant_id = ${tx.tenantId}::uuid and active order by position, id limit 1) w
    where p.shipped_quantity = 0 and p.quantity > p.refunded_quantity
      and not exists (select from allocations a
        where a.tenant_id = ${tx.tenantId}::uuid and a.order_line_id = p.order_line_id and a.variant_id = p.variant_id)
    order by p.position, p.variant_id`
}

/** What left for an order and did not come back, by line and warehouse. */
export async function shippedUnits(tx: TenantTx, orderId: string): Promise<LineUnits[]> {
  return tx.$queryRaw`
    select m.order_line_id as "orderLineId", m.variant_id as "variantId", m.warehouse_id as "warehouseId", (-sum(m.quantity))::int as quantity
    from stock_movements m join order_lines l on l.tenant_id = m.tenant_id and l.id = m.order_line_id
    where m.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid and m.kind in ('shipped', 'returned')
    group by m.order_line_id, m.variant_id, m.warehouse_id having sum(m.quantity) < 0
    order by m.order_line_id, m.warehouse_id`
}

/** Takes `quantity` units of a variant of a line out of a list of units, warehouse by warehouse, and tells what was found. */
export function takeUnits(
  from: LineUnits[],
  { orderLineId, variantId, quantity }: { orderLineId: string; variantId: string; quantity: number },
): LineUnits[] {
  let open = quantity
  return from
    .filter((unit) => unit.orderLineId === orderLineId && unit.variantId === variantId)
    .map((unit) => {
      const taken = Math.min(open, unit.quantity)
      open -= taken
      return { ...unit, quantity: taken }
    })
    .filter((unit) => unit.quantity > 0)
}
