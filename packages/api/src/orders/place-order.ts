import { emit, type TenantTx } from '@souk/db'
import { audit, enqueueJob, nextNumber, PATIENT_ATTEMPTS_MAX, type By } from '../basics/index.ts'
import {
  CartEmpty,
  isBuyable,
  isDigital,
  piecesOf,
  lockCart,
  priceCheckout,
  readLines,
  type CartLine,
  type Shopper,
} from '../carts/index.ts'
import { newToken } from '../identity/index.ts'
import { InsufficientStock, reserveStock } from '../inventory/index.ts'
import { listProviders } from '../payments/index.ts'
import { InvalidInput } from '../refusal.ts'
import { getShopSettings } from '../tenants/index.ts'
import { claimStock } from './claim-stock.ts'
import { CheckoutChanged } from './checkout-errors.ts'
import type { PlaceOrderInput } from './checkout-schema.ts'
import { deliverDigital } from './digital/deliver-digital.ts'
import { insertLines, type NewLine } from './insert-lines.ts'

export type PlaceOrder = PlaceOrderInput & { shopper: Shopper; customerId: string | null }
export type PlacedOrder = { orderId: string; token: string; number: string }

/**
 * Turns the shopper's cart into an order that waits for its payment. Everything is read from the database again: the lines,
 * the prices, the tax. When the total is not the one the shopper agreed to, or something is gone, nothing is placed. Stock is
 * checked and held by one statement, so two buyers cannot both have the last unit.
 */
export async function placeOrder(tx: TenantTx, input: PlaceOrder, by: By): Promise<PlacedOrder> {
  const cart = await lockCart(tx, input.shopper)
  const lines = cart ? await readLines(tx, cart.id, input.shopper.customerId) : []
  if (!cart || lines.length === 0) throw new CartEmpty()
  checkLines(lines)
  const prices = await priceForSale(tx, lines, input)
  const { holdMinutes, pricesIncludeTax } = await getShopSettings(tx)
  const order = await insertOrder(
    tx,
    { ...input, note: input.note || cart.note },
    { ...prices, holdMinutes, pricesIncludeTax },
  )
  const newLines = await insertLines(tx, order.orderId, lines, prices.priced.lines)
  await reserveStock(tx, demandsOf(order.orderId, newLines), holdMinutes)
  if (prices.priced.totalMinor === 0n) await settleFree(tx, order.orderId)
  await tx.$executeRaw`
    update carts set order_id = ${order.orderId}::uuid, updated_at = now() where tenant_id = ${tx.tenantId}::uuid and id = ${cart.id}::uuid`
  await announce(tx, order, by, prices.priced.totalMinor)
  return { orderId: order.orderId, token: order.token, number: String(order.number) }
}

/** Tells a shortage line by line, before any row is locked; the reservation checks again on the locked rows. */
function checkLines(lines: CartLine[]): void {
  const blocked = lines.filter((line) => !isBuyable(line))
  if (blocked.length === 0) return
  throw new InsufficientStock(
    blocked.map(({ variantId, quantity, available, notices }) => ({
      variantId,
      requested: quantity,
      available: notices.some(({ kind }) => kind === 'gone') ? 0 : (available ?? 0),
    })),
  )
}

/** No payment company moves nothing: what costs nothing is paid from the start, and its units are its own at once. */
async function settleFree(tx: TenantTx, orderId: string): Promise<void> {
  await claimStock(tx, orderId)
  await tx.$executeRaw`
    update orders set payment_status = 'paid', paid_at = now(), hold_expires_at = null
    where tenant_id = ${tx.tenantId}::uuid and id = ${orderId}::uuid`
  await deliverDigital(tx, orderId)
}

/** How an order is delivered of which nothing needs a parcel. */
const NO_PARCEL = { id: null, name: 'Download' }

type Sale = Awaited<ReturnType<typeof priceForSale>>

async function priceForSale(tx: TenantTx, lines: CartLine[], input: PlaceOrder) {
  const prices = await priceCheckout(tx, lines, { country: input.address.country, methodId: input.methodId })
  const digital = isDigital(lines)
  const method = digital ? NO_PARCEL : prices.methods.find(({ id }) => id === input.methodId)
  if (!digital && prices.methods.length === 0)
    throw new InvalidInput({ country: 'This shop does not deliver to this country yet.' })
  if (!method) throw new InvalidInput({ methodId: 'Choose how it is delivered to this country.' })
  const providers = await listProviders(tx)
  if (!providers.some(({ provider }) => provider === input.provider))
    throw new InvalidInput({ provider: 'Choose how you pay.' })
  if (prices.priced.totalMinor !== input.expectedTotalMinor) throw new CheckoutChanged(prices.priced.totalMinor)
  return { priced: prices.priced, method }
}

type NewOrder = { orderId: string; token: string; number: bigint; holdExpiresAt: Date }

/** The number is taken here, after every read that can refuse, since all orders of the shop wait for its row. */
async function insertOrder(
  tx: TenantTx,
  input: PlaceOrder,
  sale: Sale & { holdMinutes: number; pricesIncludeTax: boolean },
): Promise<NewOrder> {
  const { name, phone, ...address } = input.address
  const { subtotalMinor, deliveryMinor, taxMinor, totalMinor } = sale.priced
  const number = await nextNumber(tx, 'order')
  const rows = await tx.$queryRaw<NewOrder[]>`
    insert into orders (tenant_id, number, public_token, customer_id, email, name, phone, address, note, currency, subtotal_minor,
      delivery_minor, tax_minor, total_minor, prices_include_tax, delivery_method_id, delivery_name, payment_provider, hold_expires_at)
    select ${tx.tenantId}::uuid, ${number}, ${newToken()}, ${input.customerId}::uuid, ${input.email}, ${name},
      ${phone || null}, ${JSON.stringify(address)}::jsonb, ${input.note}, t.currency, ${subtotalMinor}, ${deliveryMinor},
      ${taxMinor}, ${totalMinor}, ${sale.pricesIncludeTax}, ${sale.method.id}::uuid, ${sale.method.name}, ${input.provider},
      now() + make_interval(mins => ${sale.holdMinutes}::int)
    from tenants t where t.id = ${tx.tenantId}::uuid
    returning id as "orderId", public_token as token, number, hold_expires_at as "holdExpiresAt"`
  return rows[0]!
}

/** What the lines take off the shelf; the ledger knows the parts of a bundle, never the bundle. */
const demandsOf = (orderId: string, lines: NewLine[]) =>
  lines.flatMap(({ id, line }) =>
    piecesOf(line)
      .filter(({ trackStock }) => trackStock)
      .map(({ variantId, quantity, backorder }) => ({
        variantId,
        orderId,
        orderLineId: id,
        quantity: line.quantity * quantity,
        backorder,
      })),
  )

/** A second after the hold ends by the database's clock, the worker looks whether the order was paid. */
async function announce(tx: TenantTx, order: NewOrder, by: By, totalMinor: bigint): Promise<void> {
  const { orderId, number, holdExpiresAt } = order
  await audit(tx, by, {
    action: 'order.placed',
    subjectKind: 'order',
    subjectId: orderId,
    changes: { number, totalMinor },
  })
  await enqueueJob(tx, {
    kind: 'orders.expire',
    payload: { orderId },
    runAt: new Date(holdExpiresAt.getTime() + 1000),
    dedupeKey: orderId,
    attemptsMax: PATIENT_ATTEMPTS_MAX,
  })
  emit(tx, { name: 'order.placed', topics: ['orders'], payload: { orderId, number: String(number) } })
}
