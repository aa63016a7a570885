import type { TenantTx } from '@souk/db'
import { NotFound } from '../refusal.ts'
import type { OrderRow } from './list-board.ts'
import { orderRow } from './list-board.ts'

export type CustomerDetail = {
  id: string
  name: string
  email: string
  phone: string | null
  since: Date
  orders: number
  /** Of orders that were not cancelled, in the shop's currency. */
  totalMinor: bigint
  lastOrderAt: Date | null
  addresses: { id: string; name: string; address: Record<string, string | undefined>; isDefault: boolean }[]
  groups: { id: string; name: string }[]
}

/** A customer with an account: who it is, what was bought in all, the address book and the groups. Throws NotFound. */
export async function customerDetail(tx: TenantTx, customerId: string): Promise<CustomerDetail> {
  const rows = await tx.$queryRaw<CustomerDetail[]>`
    select c.id, c.name, c.email, c.phone, c.created_at as since, o.orders, o.total as "totalMinor", o.last as "lastOrderAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'address', a.address, 'isDefault', a.is_default)
          order by a.is_default desc, a.created_at, a.id), '[]')
        from customer_addresses a where a.tenant_id = c.tenant_id and a.customer_id = c.id) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name), '[]')
        from customer_group_members m join customer_groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
        where m.tenant_id = c.tenant_id and m.customer_id = c.id) as groups
    from customers c cross join lateral (
      select count(*)::int as orders, coalesce(sum(total_minor) filter (where status <> 'cancelled'), 0)::bigint as total,
        max(placed_at) as last
      from orders where tenant_id = c.tenant_id and customer_id = c.id) o
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = ${customerId}::uuid`
  if (!rows[0]) throw new NotFound('customer')
  return rows[0]
}

const ORDERS_SHOWN = 10

/** The newest orders of a customer; the list of orders, filtered by the customer, has the rest. */
export async function ordersOfCustomer(tx: TenantTx, customerId: string): Promise<OrderRow[]> {
  return tx.$queryRaw`${orderRow}
    where o.tenant_id = ${tx.tenantId}::uuid and o.customer_id = ${customerId}::uuid
    order by o.placed_at desc, o.id desc limit ${ORDERS_SHOWN}`
}
