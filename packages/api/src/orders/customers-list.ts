import { Prisma, type TenantTx } from '@souk/db'
import { contains, type ListSpec } from '../basics/index.ts'

export type Buyer = {
  id: string
  name: string
  email: string
  orders: number
  totalMinor: bigint
  lastOrderAt: Date | null
  since: Date
}

const ofOrders = (test: Prisma.Sql) => Prisma.sql`exists (
  select from orders o where o.tenant_id = c.tenant_id and o.customer_id = c.id and ${test})`

/** Customers with an account and what they bought, the newest first. */
export const customersList: ListSpec<Buyer> = {
  key: 'customers',
  permission: 'customers:read',
  from: Prisma.sql`customers c`,
  tenantId: Prisma.sql`c.tenant_id`,
  id: Prisma.sql`c.id`,
  search: (words) => Prisma.sql`${contains(Prisma.sql`c.name`, words)} or ${contains(Prisma.sql`c.email_norm`, words)}`,
  filters: {
    name: { kind: 'text', value: Prisma.sql`c.name` },
    email: { kind: 'text', value: Prisma.sql`c.email_norm` },
    phone: { kind: 'text', value: Prisma.sql`c.phone`, nullable: true },
    since: { kind: 'date', value: Prisma.sql`c.created_at` },
    ordered: { kind: 'date', value: Prisma.sql`o.placed_at`, nullable: true, through: ofOrders },
  },
  sorts: {
    since: { value: Prisma.sql`c.created_at`, type: 'timestamptz' },
    name: { value: Prisma.sql`c.name`, type: 'text' },
    email: { value: Prisma.sql`c.email_norm`, type: 'text' },
  },
  sort: '-since',
  views: { all: { filters: [] } },
  columns: {
    name: { kind: 'text', value: (row) => row.name },
    email: { kind: 'text', value: (row) => row.email },
    orders: { kind: 'number', value: (row) => row.orders },
    total: { kind: 'money', value: (row) => row.totalMinor },
    lastOrderAt: { kind: 'date', value: (row) => row.lastOrderAt },
    since: { kind: 'date', value: (row) => row.since },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<Buyer[]> {
  return tx.$queryRaw`
    select c.id, c.name, c.email, c.created_at as since, coalesce(o.orders, 0)::int as orders,
      coalesce(o.total, 0)::bigint as "totalMinor", o.last as "lastOrderAt"
    from customers c left join lateral (
      select count(*) as orders, sum(total_minor) filter (where status <> 'cancelled') as total, max(placed_at) as last
      from orders where tenant_id = c.tenant_id and customer_id = c.id) o on true
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[])`
}
