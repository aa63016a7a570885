import type { TenantTx } from '@souk/db'
import { hashToken, newToken } from '../identity/index.ts'

/** Whose cart: the token of the cookie, and the customer who is signed in. */
export type Shopper = { cartToken: string | null; customerId: string | null }

export type CartRow = { id: string; note: string; version: number }

/**
 * The shopper's open cart, or undefined. A customer has one cart on every device; a guest has the one of the cookie, and never
 * one that belongs to a customer, so a signed-out browser shows nobody's cart.
 */
export async function findCart(tx: TenantTx, shopper: Shopper): Promise<CartRow | undefined> {
  const hash = shopper.cartToken === null ? null : hashToken(shopper.cartToken)
  const rows = await tx.$queryRaw<CartRow[]>`
    select id, note, version from carts
    where tenant_id = ${tx.tenantId}::uuid and order_id is null
      and (customer_id = ${shopper.customerId}::uuid or (customer_id is null and token_hash = ${hash}))
    order by customer_id is not null desc, updated_at desc limit 1`
  return rows[0]
}

/** Locks the shopper's open cart, so that two tabs change it one after the other. */
export async function lockCart(tx: TenantTx, shopper: Shopper): Promise<CartRow | undefined> {
  const found = await findCart(tx, shopper)
  if (!found) return undefined
  // Read again under the lock: in the meantime another tab may have bought it.
  const rows = await tx.$queryRaw<CartRow[]>`
    select id, note, version from carts where tenant_id = ${tx.tenantId}::uuid and id = ${found.id}::uuid and order_id is null for update`
  return rows[0]
}

/** The shopper's cart, made if there is none; a new one's token goes into the cookie. */
export async function lockOrMakeCart(tx: TenantTx, shopper: Shopper): Promise<CartRow & { newToken: string | null }> {
  const cart = await lockCart(tx, shopper)
  if (cart) return { ...cart, newToken: null }
  const token = newToken()
  const rows = await tx.$queryRaw<CartRow[]>`
    insert into carts (tenant_id, token_hash, customer_id) values (${tx.tenantId}::uuid, ${hashToken(token)}, ${shopper.customerId}::uuid)
    returning id, note, version`
  return { ...rows[0]!, newToken: token }
}

export async function touchCart(tx: TenantTx, cartId: string): Promise<void> {
  await tx.$executeRaw`
    update carts set version = version + 1, updated_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${cartId}::uuid`
}
