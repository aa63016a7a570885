import type { TenantTx } from '@souk/db'

export type Buyer = {
  id: string
  name: string
  email: string
  orders: number
  totalMinor: bigint
  lastOrderAt: Date | null
  since: Date
}

/** Customers with an account and what they bought, the newest first. `after` is the last row's id. */
export async function listBuyers(
  tx: TenantTx,
  input: { search?: string | undefined; after?: string | undefined; pageSize: number },
): Promise<{ rows: Buyer[]; older: string | null }> {
  const words = input.search?.trim().toLowerCase() || null
  const { after = null } = input
  const found = await tx.$queryRaw<Buyer[]>`
    select c.id, c.name, c.email, c.created_at as since, coalesce(o.orders, 0)::int as orders,
      coalesce(o.total, 0)::bigint as "totalMinor", o.last as "lastOrderAt"
    from customers c left join lateral (
      select count(*) as orders, sum(total_minor) filter (where status <> 'cancelled') as total, max(placed_at) as last
      from orders where tenant_id = ${tx.tenantId}::uuid and customer_id = c.id) o on true
    where c.tenant_id = ${tx.tenantId}::uuid
      and (${words}::text is null or strpos(lower(c.name), ${words}) > 0 or strpos(c.email_norm, ${words}) > 0)
      and (${after}::uuid is null or c.id < ${after}::uuid)
    order by c.id desc limit ${input.pageSize + 1}`
  const rows = found.slice(0, input.pageSize)
  return { rows, older: found.length > input.pageSize ? rows.at(-1)!.id : null }
}
