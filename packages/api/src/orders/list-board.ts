import { Prisma, type TenantTx } from '@souk/db'
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.ts'
import type { OrderViewKey } from './order-views.ts'

export type OrderRow = {
  id: string
  number: bigint
  placedAt: Date
  name: string
  email: string
  country: string | null
  units: number
  totalMinor: bigint
  currency: string
  status: OrderStatus
  paymentStatus: PaymentStatus
  fulfillmentStatus: FulfillmentStatus
  version: number
}

export type OrderCard = OrderRow & { step: OrderViewKey }

const CARDS_MAX = 30

/** The open orders by the step they wait at, those that wait longest first; at most thirty a step. */
export async function listBoard(tx: TenantTx): Promise<OrderCard[]> {
  return tx.$queryRaw`
    with stepped as (
      select id as step_id, case when fulfillment_status <> 'unfulfilled' then fulfillment_status
        when payment_status in ('pending', 'failed') then 'to_pay' else 'to_pick' end as step
      from orders where tenant_id = ${tx.tenantId}::uuid and status = 'open'),
    ranked as (
      select s.*, row_number() over (partition by s.step order by o.placed_at, o.id) as rank
      from stepped s join orders o on o.tenant_id = ${tx.tenantId}::uuid and o.id = s.step_id)
    select b.*, ranked.step from ranked
    join lateral (${orderRow} where o.tenant_id = ${tx.tenantId}::uuid and o.id = ranked.step_id) b on true
    where ranked.rank <= ${CARDS_MAX} order by b."placedAt", b.id`
}

/** What is read of an order; the conditions follow it. */
export const orderRow = Prisma.sql`
  select o.id, o.number, o.placed_at as "placedAt", o.name, o.email, o.address ->> 'country' as country,
    (select coalesce(sum(quantity), 0)::int from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as units,
    o.total_minor as "totalMinor", o.currency, o.status, o.payment_status as "paymentStatus",
    o.fulfillment_status as "fulfillmentStatus", o.version
  from orders o`
