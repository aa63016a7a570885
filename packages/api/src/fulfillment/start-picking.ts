import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { demand, digitalLines, lockOrder, OrderNotReady, uncountedUnits, unitsOfOrder } from '../orders/index.ts'
import { advanceOrder } from './lock-parcel.ts'

/** Opens a parcel for each warehouse that holds units of the order, with all of them to be picked, and those of uncounted lines. */
export async function startPicking(
  tx: TenantTx,
  input: { orderId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const order = await lockOrder(tx, input.orderId, input.version)
  demand('startPicking', order)
  const digital = await digitalLines(tx, order.id)
  const aside = [...(await unitsOfOrder(tx, order.id)), ...(await uncountedUnits(tx, order.id))]
  const units = aside.filter(({ orderLineId }) => !digital.has(orderLineId))
  const parcels = await tx.$queryRaw<{ id: string; units: number }[]>`
    with units as (
      select * from unnest(${units.map((u) => u.warehouseId)}::uuid[], ${units.map((u) => u.orderLineId)}::uuid[],
        ${units.map((u) => u.variantId)}::uuid[], ${units.map((u) => u.quantity)}::int[]) as u(warehouse_id, order_line_id, variant_id, quantity)),
    parcels as (
      insert into fulfillments (tenant_id, order_id, warehouse_id)
      select ${tx.tenantId}::uuid, ${order.id}::uuid, warehouse_id from units group by warehouse_id
      returning id, warehouse_id),
    lines as (
      insert into fulfillment_lines (tenant_id, fulfillment_id, order_line_id, variant_id, quantity)
      select ${tx.tenantId}::uuid, p.id, u.order_line_id, u.variant_id, u.quantity from units u join parcels p on p.warehouse_id = u.warehouse_id)
    select p.id, sum(u.quantity)::int as units from parcels p join units u on u.warehouse_id = p.warehouse_id group by p.id`
  if (parcels.length === 0)
    throw new OrderNotReady('No units are set aside for this order, so there is nothing to pick.')
  await audit(tx, by, {
    action: 'order.picking_started',
    subjectKind: 'order',
    subjectId: order.id,
    changes: { parcels: parcels.length, units: parcels.reduce((sum, parcel) => sum + parcel.units, 0) },
  })
  return advanceOrder(tx, order.id, 'picking_started')
}
