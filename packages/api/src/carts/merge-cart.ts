import type { TenantTx } from '@souk/db'
import { hashToken } from '../identity/index.ts'
import { touchCart, type Shopper } from './find-cart.ts'

/** How many different variants a cart holds. */
export const LINES_MAX = 100
/** How many of one variant; the table's check holds it too. */
export const QUANTITY_MAX = 9999

/**
 * Gives a guest's cart to the customer who has signed in: it becomes theirs, or, when they have one already, its lines go
 * into that one, the larger quantity of each. With nothing to give, nothing happens. Safe to repeat.
 */
export async function mergeCart(tx: TenantTx, shopper: Shopper): Promise<void> {
  if (shopper.cartToken === null || shopper.customerId === null) return
  const carts = await tx.$queryRaw<{ id: string; own: boolean }[]>`
    select id, customer_id is not null as own from carts
    where tenant_id = ${tx.tenantId}::uuid and order_id is null
      and (customer_id = ${shopper.customerId}::uuid or (customer_id is null and token_hash = ${hashToken(shopper.cartToken)}))
    order by id for update`
  const guest = carts.find(({ own }) => !own)
  const own = carts.find((cart) => cart.own)
  if (!guest) return
  if (own) return moveLines(tx, guest.id, own.id)
  await tx.$executeRaw`
    update carts set customer_id = ${shopper.customerId}::uuid, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${guest.id}::uuid`
}

async function moveLines(tx: TenantTx, fromId: string, toId: string): Promise<void> {
  await tx.$executeRaw`
    insert into cart_lines as own (tenant_id, cart_id, variant_id, quantity, price_seen_minor, added_at)
    select tenant_id, ${toId}::uuid, variant_id, quantity, price_seen_minor, added_at from cart_lines
    where tenant_id = ${tx.tenantId}::uuid and cart_id = ${fromId}::uuid order by added_at
    limit greatest(0, ${LINES_MAX}::int - (select count(*) from cart_lines where tenant_id = ${tx.tenantId}::uuid and cart_id = ${toId}::uuid))
    on conflict (tenant_id, cart_id, variant_id) do update set quantity = greatest(own.quantity, excluded.quantity)`
  await tx.$executeRaw`delete from carts where tenant_id = ${tx.tenantId}::uuid and id = ${fromId}::uuid`
  await touchCart(tx, toId)
}
