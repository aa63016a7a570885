import { Prisma, type TenantTx } from '@souk/db'
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.ts'
import { ORDER_VIEWS, type OrderView, type OrderViewKey } from './order-views.ts'

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

export type OrderPage = { rows: OrderRow[]; newer: string | null; older: string | null }
export type ListOrders = { view: OrderViewKey; search?: string; after?: string; before?: string; pageSize: number }

/**
 * A page of orders, the newest first. `after` continues behind an order's id, `before` goes back in front of one; both
 * walk the index of (placed_at, id), so page 400 costs what page 1 does.
 */
export async function listOrders(tx: TenantTx, input: ListOrders): Promise<OrderPage> {
  const wanted = where(tx, ORDER_VIEWS[input.view], input.search?.trim() ?? '')
  const back = Boolean(input.before)
  const from = input.before ?? input.after ?? null
  // One more than the page is read to know whether there is another page.
  const found = back
    ? await tx.$queryRaw<OrderRow[]>`${row} ${wanted} and (o.placed_at, o.id) > ${positionOf(tx, from)}
        order by o.placed_at asc, o.id asc limit ${input.pageSize + 1}`
    : await tx.$queryRaw<OrderRow[]>`${row} ${wanted}
        and (${from}::uuid is null or (o.placed_at, o.id) < ${positionOf(tx, from)})
        order by o.placed_at desc, o.id desc limit ${input.pageSize + 1}`
  const more = found.length > input.pageSize
  const rows = back ? found.slice(0, input.pageSize).toReversed() : found.slice(0, input.pageSize)
  return {
    rows,
    newer: (back ? more : from !== null) ? (rows[0]?.id ?? null) : null,
    older: (back ? true : more) ? (rows.at(-1)?.id ?? null) : null,
  }
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
    join lateral (${row} where o.tenant_id = ${tx.tenantId}::uuid and o.id = ranked.step_id) b on true
    where ranked.rank <= ${CARDS_MAX} order by b."placedAt", b.id`
}

const row = Prisma.sql`
  select o.id, o.number, o.placed_at as "placedAt", o.name, o.email, o.address ->> 'country' as country,
    (select coalesce(sum(quantity), 0)::int from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as units,
    o.total_minor as "totalMinor", o.currency, o.status, o.payment_status as "paymentStatus",
    o.fulfillment_status as "fulfillmentStatus", o.version
  from orders o`

const positionOf = (tx: TenantTx, id: string | null) => Prisma.sql`(
  (select at.placed_at from orders at where at.tenant_id = ${tx.tenantId}::uuid and at.id = ${id}::uuid), ${id}::uuid)`

/** A number finds its order, other words what e-mail addresses or names contain. */
function where(tx: TenantTx, view: OrderView, search: string): Prisma.Sql {
  const number = /^#?(\d{1,15})$/.exec(search)?.[1] ?? null
  const words = search === '' || number ? null : search.toLowerCase()
  return Prisma.sql`where o.tenant_id = ${tx.tenantId}::uuid
    and (${view.status ?? null}::text[] is null or o.status = any(${view.status ?? null}::text[]))
    and (${view.payment ?? null}::text[] is null or o.payment_status = any(${view.payment ?? null}::text[]))
    and (${view.fulfillment ?? null}::text[] is null or o.fulfillment_status = any(${view.fulfillment ?? null}::text[]))
    and (${number}::bigint is null or o.number = ${number}::bigint)
    and (${words}::text is null or strpos(lower(o.email), ${words}) > 0 or strpos(lower(o.name), ${words}) > 0)`
}
