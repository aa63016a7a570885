import type { TenantTx } from '@souk/db'
import {
  findTaxRateBp,
  listDeliveryMethods,
  priceOrder,
  type DeliveryMethod,
  type PricedOrder,
} from '../pricing/index.ts'
import { getShopSettings } from '../tenants/index.ts'
import { findCart, type Shopper } from './find-cart.ts'
import { isBuyable, readLines, type CartLine } from './read-cart.ts'

export type CartView = {
  version: number
  note: string
  lines: (CartLine & { totalMinor: bigint })[]
  /** Units in all. */
  count: number
  /** Whether something must be put right before it can be bought. */
  blocked: boolean
  /** Whether something differs from when it was put in. */
  changed: boolean
  subtotalMinor: bigint
  /** The least that delivery within the shop's own country costs; null when nothing is delivered there. */
  deliveryFromMinor: bigint | null
  /** Nothing in it needs a parcel, so nothing is delivered and delivery costs nothing. */
  digital: boolean
  /** The subtotal from which some delivery is free. */
  freeDeliveryFromMinor: bigint | null
  pricesIncludeTax: boolean
}

/** The shopper's cart with today's prices; an empty one when there is none. */
export async function viewCart(tx: TenantTx, shopper: Shopper, country: string): Promise<CartView> {
  const cart = await findCart(tx, shopper)
  const lines = cart ? await readLines(tx, cart.id, shopper.customerId) : []
  const { pricesIncludeTax } = await getShopSettings(tx)
  const digital = isDigital(lines)
  const methods = digital ? [] : await listDeliveryMethods(tx, country)
  const buyable = lines.filter((line) => line.notices.every(({ kind }) => kind !== 'gone'))
  const priced = priceLines(buyable, { pricesIncludeTax, taxRateBp: 0, method: null })
  const totals = new Map(priced.lines.map((line) => [line.key, line.totalMinor]))
  const costs = methods.map((method) => priceLines(buyable, { pricesIncludeTax, taxRateBp: 0, method }).deliveryMinor)
  const thresholds = methods.flatMap(({ freeFromMinor }) => freeFromMinor ?? [])
  return {
    version: cart?.version ?? 0,
    note: cart?.note ?? '',
    lines: lines.map((line) => ({ ...line, totalMinor: totals.get(line.variantId) ?? 0n })),
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    blocked: lines.some((line) => !isBuyable(line)),
    changed: lines.some(({ notices }) => notices.length > 0),
    subtotalMinor: priced.subtotalMinor,
    digital,
    deliveryFromMinor: least(costs),
    freeDeliveryFromMinor: least(thresholds),
    pricesIncludeTax,
  }
}

/** Whether all of a cart is handed out as files and keys. */
export const isDigital = (lines: Pick<CartLine, 'digital'>[]): boolean =>
  lines.length > 0 && lines.every(({ digital }) => digital)

const least = (amounts: bigint[]): bigint | null =>
  amounts.reduce<bigint | null>((min, amount) => (min === null || amount < min ? amount : min), null)

/** Prices lines of a cart by the one pricing function. */
function priceLines(
  lines: CartLine[],
  terms: {
    pricesIncludeTax: boolean
    taxRateBp: number
    method: Pick<DeliveryMethod, 'priceMinor' | 'freeFromMinor'> | null
  },
): PricedOrder {
  return priceOrder({
    pricesIncludeTax: terms.pricesIncludeTax,
    taxRateBp: terms.taxRateBp,
    lines: lines.map(({ variantId, unitPriceMinor, quantity, taxable, priceListId }) => ({
      key: variantId,
      unitPriceMinor,
      quantity,
      taxable,
      rule: priceListId === null ? ('list' as const) : ('price_list' as const),
    })),
    delivery: terms.method,
  })
}

/** What the checkout offers for a country: each way of delivery with what it would cost, and the tax there. */
export type CheckoutPrices = {
  taxRateBp: number
  methods: (DeliveryMethod & { costMinor: bigint })[]
  methodId: string | null
  priced: PricedOrder
}

/** Prices a cart for a country and a way of delivery; a way that does not go there counts as none chosen: the first is. */
export async function priceCheckout(
  tx: TenantTx,
  lines: CartLine[],
  choice: { country: string; methodId?: string | null | undefined },
): Promise<CheckoutPrices> {
  const { pricesIncludeTax } = await getShopSettings(tx)
  const taxRateBp = await findTaxRateBp(tx, choice.country)
  const methods = isDigital(lines) ? [] : await listDeliveryMethods(tx, choice.country)
  const method = methods.find(({ id }) => id === choice.methodId) ?? methods[0] ?? null
  const terms = { pricesIncludeTax, taxRateBp }
  return {
    taxRateBp,
    methods: methods.map((one) => ({ ...one, costMinor: priceLines(lines, { ...terms, method: one }).deliveryMinor })),
    methodId: method?.id ?? null,
    priced: priceLines(lines, { ...terms, method }),
  }
}
