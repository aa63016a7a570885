import { Prisma, type TenantTx } from '@souk/db'

/**
 * What a piece of each order line takes off the shelf, as rows (order_line_id, order_id, variant_id, per): the parts of a bundle
 * as it was sold, or the variant itself. For the `from` of a statement about one order.
 */
export const piecesOfOrder = (tx: TenantTx, orderId: string): Prisma.Sql => Prisma.sql`(
  select l.id as order_line_id, l.order_id, c.variant_id, c.quantity as per, l.quantity, l.refunded_quantity, l.shipped_quantity, l.position
  from order_lines l join order_line_components c on c.tenant_id = l.tenant_id and c.order_line_id = l.id
  where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid
  union all
  select l.id, l.order_id, l.variant_id, 1, l.quantity, l.refunded_quantity, l.shipped_quantity, l.position
  from order_lines l
  where l.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid and not exists (
    select from order_line_components c where c.tenant_id = ${tx.tenantId}::uuid and c.order_line_id = l.id))`

export type OrderPiece = { orderLineId: string; variantId: string; per: number }

/** The pieces of an order's lines: how many units of which variant one piece of a line is. */
export async function readPieces(tx: TenantTx, orderId: string): Promise<OrderPiece[]> {
  return tx.$queryRaw`
    select order_line_id as "orderLineId", variant_id as "variantId", per from ${piecesOfOrder(tx, orderId)} p
    order by position, variant_id`
}
