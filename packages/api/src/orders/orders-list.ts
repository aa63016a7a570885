import { Prisma, type TenantTx } from '@souk/db'
import { contains, type FilterSpec, type ListFilter, type ListSpec } from '../basics/index.ts'
import { orderRow, type OrderRow } from './list-board.ts'
import { ORDER_VIEWS, type OrderView } from './order-views.ts'

const viewOf = ({ status, payment, fulfillment }: OrderView): { filters: ListFilter[] } => ({
  filters: [
    ...(status ? [{ key: 'status', op: 'in' as const, values: status }] : []),
    ...(payment ? [{ key: 'payment', op: 'in' as const, values: payment }] : []),
    ...(fulfillment ? [{ key: 'fulfillment', op: 'in' as const, values: fulfillment }] : []),
  ],
})

const inLines = (test: Prisma.Sql) => Prisma.sql`exists (
  select from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id and ${test})`

/** Orders by when the ledger booked money of them. */
const booked = (kind: string): FilterSpec => ({
  kind: 'date',
  value: Prisma.sql`j.created_at`,
  through: (test) => Prisma.sql`o.id in (
    select j.order_id from journal_entries j where j.tenant_id = o.tenant_id and j.kind = ${kind} and ${test})`,
})

/** Orders, the newest first. A number finds its order, other words what e-mail addresses or names contain. */
export const ordersList: ListSpec<OrderRow> = {
  key: 'orders',
  permission: 'orders:read',
  from: Prisma.sql`orders o`,
  tenantId: Prisma.sql`o.tenant_id`,
  id: Prisma.sql`o.id`,
  search: (words) => {
    const number = /^#?(\d{1,15})$/.exec(words)?.[1]
    if (number) return Prisma.sql`o.number = ${number}::bigint`
    return Prisma.sql`${contains(Prisma.sql`o.email`, words)} or ${contains(Prisma.sql`o.name`, words)}`
  },
  filters: {
    status: { kind: 'choice', value: Prisma.sql`o.status`, options: ['open', 'closed', 'cancelled'] },
    payment: { kind: 'choice', value: Prisma.sql`o.payment_status` },
    fulfillment: { kind: 'choice', value: Prisma.sql`o.fulfillment_status` },
    placedAt: { kind: 'date', value: Prisma.sql`o.placed_at` },
    capturedAt: booked('payment_captured'),
    refundedAt: booked('payment_refunded'),
    total: { kind: 'money', value: Prisma.sql`o.total_minor` },
    number: { kind: 'number', value: Prisma.sql`o.number` },
    email: { kind: 'text', value: Prisma.sql`o.email` },
    name: { kind: 'text', value: Prisma.sql`o.name` },
    country: { kind: 'choice', value: Prisma.sql`(o.address ->> 'country')`, nullable: true },
    customer: { kind: 'reference', value: Prisma.sql`o.customer_id`, nullable: true },
    product: { kind: 'reference', value: Prisma.sql`l.product_id`, through: inLines },
    sku: { kind: 'text', value: Prisma.sql`l.sku`, through: inLines },
  },
  sorts: {
    placedAt: { value: Prisma.sql`o.placed_at`, type: 'timestamptz' },
    // Numbers are given as orders are placed, so both orders are one; the planner would not know, and read all of the past.
    number: { value: Prisma.sql`o.placed_at`, type: 'timestamptz' },
    total: { value: Prisma.sql`o.total_minor`, type: 'bigint' },
    name: { value: Prisma.sql`o.name`, type: 'text' },
  },
  sort: '-placedAt',
  views: Object.fromEntries(Object.entries(ORDER_VIEWS).map(([key, view]) => [key, viewOf(view)])),
  columns: {
    number: { kind: 'number', value: (row) => row.number },
    placedAt: { kind: 'date', value: (row) => row.placedAt },
    name: { kind: 'text', value: (row) => row.name },
    email: { kind: 'text', value: (row) => row.email },
    country: { kind: 'text', value: (row) => row.country },
    status: { kind: 'text', value: (row) => row.status },
    payment: { kind: 'text', value: (row) => row.paymentStatus },
    fulfillment: { kind: 'text', value: (row) => row.fulfillmentStatus },
    units: { kind: 'number', value: (row) => row.units },
    total: { kind: 'money', value: (row) => row.totalMinor },
    currency: { kind: 'text', value: (row) => row.currency },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<OrderRow[]> {
  return tx.$queryRaw`${orderRow} where o.tenant_id = ${tx.tenantId}::uuid and o.id = any(${ids}::uuid[])`
}
