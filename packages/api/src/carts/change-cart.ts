import { Prisma, type TenantTx } from '@souk/db'
import { availableStock, InsufficientStock } from '../inventory/index.ts'
import { decidedPrice, listsInForce } from '../pricing/index.ts'
import { InvalidInput } from '../refusal.ts'
import { CartFull, NotForSale } from './errors.ts'
import { lockCart, lockOrMakeCart, touchCart, type Shopper } from './find-cart.ts'
import { LINES_MAX, QUANTITY_MAX } from './merge-cart.ts'
import { readLines, type CartLine } from './read-cart.ts'

/** The answer of every change: the token of a cart that was just made, for its cookie. */
export type Changed = { newToken: string | null }

type Offer = { priceMinor: bigint; unlimited: boolean }

/** Puts units of a variant into the cart. Nothing is held yet; more than there is now is refused all the same. */
export async function addToCart(
  tx: TenantTx,
  shopper: Shopper,
  input: { variantId: string; quantity: number },
): Promise<Changed> {
  const cart = await lockOrMakeCart(tx, shopper)
  const lines = await quantities(tx, cart.id)
  const quantity = (lines.get(input.variantId) ?? 0) + input.quantity
  if (!lines.has(input.variantId) && lines.size >= LINES_MAX) throw new CartFull(LINES_MAX)
  await write(tx, cart.id, { variantId: input.variantId, quantity }, shopper)
  return { newToken: cart.newToken }
}

/** Sets how many of a variant are in the cart; zero takes it out. What was there is returned, for an undo. */
export async function setCartQuantity(
  tx: TenantTx,
  shopper: Shopper,
  input: { variantId: string; quantity: number },
): Promise<Changed & { before: number }> {
  const cart = input.quantity === 0 ? await lockCart(tx, shopper) : await lockOrMakeCart(tx, shopper)
  if (!cart) return { newToken: null, before: 0 }
  const before = (await quantities(tx, cart.id)).get(input.variantId) ?? 0
  if (input.quantity === 0) await removeLines(tx, cart.id, [input.variantId])
  else await write(tx, cart.id, input, shopper)
  return { newToken: 'newToken' in cart ? (cart.newToken as string | null) : null, before }
}

export async function setCartNote(tx: TenantTx, shopper: Shopper, note: string): Promise<void> {
  const cart = await lockCart(tx, shopper)
  if (!cart) return
  await tx.$executeRaw`
    update carts set note = ${note}, updated_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${cart.id}::uuid`
}

/** The shopper has read what changed: prices are seen, quantities go down to what is left, what is gone goes. */
export async function acceptChanges(tx: TenantTx, shopper: Shopper): Promise<void> {
  const cart = await lockCart(tx, shopper)
  if (!cart) return
  const lines = await readLines(tx, cart.id, shopper.customerId)
  const gone = lines.filter(({ available, notices }) => available === 0 || notices.some(({ kind }) => kind === 'gone'))
  const short = lines.filter((line) => line.available !== null && line.available < line.quantity)
  await removeLines(
    tx,
    cart.id,
    gone.map(({ variantId }) => variantId),
  )
  await tx.$executeRaw`
    update cart_lines l set quantity = k.quantity
    from unnest(${short.map((line) => line.variantId)}::uuid[], ${short.map((line) => line.available)}::int[]) as k(variant_id, quantity)
    where l.tenant_id = ${tx.tenantId}::uuid and l.cart_id = ${cart.id}::uuid and l.variant_id = k.variant_id`
  // Fewer pieces may be below a quantity break, so prices are read for the quantities that are left.
  await seePrices(tx, cart.id, await readLines(tx, cart.id, shopper.customerId))
  await touchCart(tx, cart.id)
}

async function seePrices(tx: TenantTx, cartId: string, lines: CartLine[]): Promise<void> {
  await tx.$executeRaw`
    update cart_lines l set price_seen_minor = k.price
    from unnest(${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.unitPriceMinor)}::bigint[]) as k(variant_id, price)
    where l.tenant_id = ${tx.tenantId}::uuid and l.cart_id = ${cartId}::uuid and l.variant_id = k.variant_id`
}

async function getOffer(
  tx: TenantTx,
  line: { variantId: string; quantity: number },
  customerId: string | null,
): Promise<Offer> {
  const rows = await tx.$queryRaw<Offer[]>`
    with ${listsInForce(tx, customerId)}
    select coalesce(d.price_minor, v.price_minor) as "priceMinor", not v.bundle and (not v.track_stock or v.backorder) as unlimited
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    left join lateral ${decidedPrice(tx, Prisma.sql`${line.quantity}::int`)} d on true
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = ${line.variantId}::uuid and v.status = 'active' and p.status = 'active'`
  if (!rows[0]) throw new NotForSale()
  return rows[0]
}

async function quantities(tx: TenantTx, cartId: string): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ variantId: string; quantity: number }[]>`
    select variant_id as "variantId", quantity from cart_lines where tenant_id = ${tx.tenantId}::uuid and cart_id = ${cartId}::uuid`
  return new Map(rows.map(({ variantId, quantity }) => [variantId, quantity]))
}

async function write(
  tx: TenantTx,
  cartId: string,
  line: { variantId: string; quantity: number },
  shopper: Shopper,
): Promise<void> {
  const offer = await getOffer(tx, line, shopper.customerId)
  if (line.quantity > QUANTITY_MAX) throw new InvalidInput({ quantity: `At most ${QUANTITY_MAX} of one product.` })
  if (!offer.unlimited) await checkStock(tx, line)
  await tx.$executeRaw`
    insert into cart_lines (tenant_id, cart_id, variant_id, quantity, price_seen_minor)
    values (${tx.tenantId}::uuid, ${cartId}::uuid, ${line.variantId}::uuid, ${line.quantity}::int, ${offer.priceMinor})
    on conflict (tenant_id, cart_id, variant_id) do update set quantity = excluded.quantity, price_seen_minor = excluded.price_seen_minor`
  await touchCart(tx, cartId)
}

async function checkStock(tx: TenantTx, line: { variantId: string; quantity: number }): Promise<void> {
  const [stock] = await availableStock(tx, [line.variantId])
  const available = stock?.available ?? 0
  if (available < line.quantity)
    throw new InsufficientStock([{ variantId: line.variantId, requested: line.quantity, available }])
}

async function removeLines(tx: TenantTx, cartId: string, variantIds: string[]): Promise<void> {
  await tx.$executeRaw`
    delete from cart_lines
    where tenant_id = ${tx.tenantId}::uuid and cart_id = ${cartId}::uuid and variant_id = any(${variantIds}::uuid[])`
  await touchCart(tx, cartId)
}
