import type { TenantTx } from '@souk/db'
import { listCards, type ProductCard } from './product-cards.ts'

const LINES_READ_MAX = 2_000

/** What sold most in the last orders; a shop that has not sold yet shows its newest. */
export async function listBestSellers(tx: TenantTx, count: number, customerId: string | null): Promise<ProductCard[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with sold as (
      select product_id, sum(quantity) as quantity from (
        select product_id, quantity from order_lines where tenant_id = ${tx.tenantId}::uuid order by id desc limit ${LINES_READ_MAX}::int) as recent
      group by product_id)
    select p.id from products p left join sold s on s.product_id = p.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.status = 'active'
    order by s.quantity desc nulls last, p.created_at desc, p.id limit ${count}::int`
  return listCards(
    tx,
    rows.map(({ id }) => id),
    customerId,
  )
}
