import type { TenantTx } from '@souk/db'

const PAGE_SIZE = 20

export type MyOrder = {
  id: string
  number: string
  publicToken: string
  placedAt: Date
  status: string
  paymentStatus: string
  fulfillmentStatus: string
  totalMinor: bigint
  currency: string
  units: number
  titles: string[]
}

/** The orders a customer placed while signed in, newest first. Guest orders with the same e-mail are not among them. */
export async function listMyOrders(
  tx: TenantTx,
  customerId: string,
  before: string | null,
): Promise<{ orders: MyOrder[]; next: string | null }> {
  const rows = await tx.$queryRaw<MyOrder[]>`
    select o.id, o.number::text, o.public_token as "publicToken", o.placed_at as "placedAt", o.status, o.payment_status as "paymentStatus",
      o.fulfillment_status as "fulfillmentStatus", o.total_minor as "totalMinor", o.currency,
      coalesce((select sum(l.quantity) from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id), 0)::int as units,
      array(select l.title from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id order by l.position limit 3) as titles
    from orders o
    where o.tenant_id = ${tx.tenantId}::uuid and o.customer_id = ${customerId}::uuid
      and (${before}::uuid is null or (o.placed_at, o.id) < (
        select b.placed_at, b.id from orders b where b.tenant_id = ${tx.tenantId}::uuid and b.id = ${before}::uuid and b.customer_id = ${customerId}::uuid))
    order by o.placed_at desc, o.id desc limit ${PAGE_SIZE + 1}::int`
  const orders = rows.slice(0, PAGE_SIZE)
  return { orders, next: rows.length > PAGE_SIZE ? orders.at(-1)!.id : null }
}
