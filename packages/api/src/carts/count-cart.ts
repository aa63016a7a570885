import type { TenantTx } from '@souk/db'
import { findCart, type Shopper } from './find-cart.ts'

/** How many units lie in the shopper's cart. */
export async function countCart(tx: TenantTx, shopper: Shopper): Promise<number> {
  const cart = await findCart(tx, shopper)
  if (!cart) return 0
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select coalesce(sum(quantity), 0)::int as count from cart_lines
    where tenant_id = ${tx.tenantId}::uuid and cart_id = ${cart.id}::uuid`
  return rows[0]!.count
}
