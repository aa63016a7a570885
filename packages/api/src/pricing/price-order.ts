import { share } from './share.ts'

/** The rule that made a price: the shop's own price, or that of a price list. */
export type PriceRule = 'list' | 'price_list'

export type PriceLineInput = {
  key: string
  unitPriceMinor: bigint
  quantity: number
  taxable: boolean
  rule?: PriceRule
}

export type PriceInput = {
  pricesIncludeTax: boolean
  /** Tax on sales at the place of delivery, in basis points: 1900 is 19 %. */
  taxRateBp: number
  lines: PriceLineInput[]
  delivery: { priceMinor: bigint; freeFromMinor: bigint | null } | null
}

export type PricedLine = {
  key: string
  unitPriceMinor: bigint
  quantity: number
  totalMinor: bigint
  taxMinor: bigint
  taxRateBp: number
  rule: PriceRule
}

export type PricedOrder = {
  lines: PricedLine[]
  subtotalMinor: bigint
  deliveryMinor: bigint
  deliveryTaxMinor: bigint
  /** Why delivery costs what it does; null while no method is chosen. */
  deliveryRule: 'method' | 'free_from' | null
  taxMinor: bigint
  totalMinor: bigint
}

/**
 * Prices a cart or an order: the one function behind the cart, the checkout, the order and the refund preview. Pure.
 * All amounts are minor units of one currency. With prices that include tax, `taxMinor` is contained in the total;
 * otherwise it is added. Tax is rounded half up once, on the whole, and shared out by the largest remainder, so that
 * the lines' taxes always sum to the order's.
 */
export function priceOrder(input: PriceInput): PricedOrder {
  const totals = input.lines.map((line) => line.unitPriceMinor * BigInt(line.quantity))
  const subtotalMinor = sum(totals)
  const { deliveryMinor, deliveryRule } = priceDelivery(input, subtotalMinor)
  const taxed = [...totals.map((total, index) => (input.lines[index]!.taxable ? total : 0n)), deliveryMinor]
  const taxMinor = taxOn(sum(taxed), input)
  const taxes = share(taxMinor, taxed)
  return {
    lines: input.lines.map((line, index) => ({
      key: line.key,
      unitPriceMinor: line.unitPriceMinor,
      quantity: line.quantity,
      totalMinor: totals[index]!,
      taxMinor: taxes[index]!,
      taxRateBp: line.taxable ? input.taxRateBp : 0,
      rule: line.rule ?? 'list',
    })),
    subtotalMinor,
    deliveryMinor,
    deliveryTaxMinor: taxes.at(-1)!,
    deliveryRule,
    taxMinor,
    totalMinor: subtotalMinor + deliveryMinor + (input.pricesIncludeTax ? 0n : taxMinor),
  }
}

function priceDelivery(input: PriceInput, subtotalMinor: bigint): Pick<PricedOrder, 'deliveryMinor' | 'deliveryRule'> {
  if (!input.delivery) return { deliveryMinor: 0n, deliveryRule: null }
  const { priceMinor, freeFromMinor } = input.delivery
  const free = freeFromMinor !== null && subtotalMinor >= freeFromMinor
  return free ? { deliveryMinor: 0n, deliveryRule: 'free_from' } : { deliveryMinor: priceMinor, deliveryRule: 'method' }
}

/** Half-up rounding of base * rate / (10000 + rate) when the tax is contained, of base * rate / 10000 when it is added. */
function taxOn(baseMinor: bigint, { pricesIncludeTax, taxRateBp }: PriceInput): bigint {
  const rate = BigInt(taxRateBp)
  const divisor = pricesIncludeTax ? 10_000n + rate : 10_000n
  return (2n * baseMinor * rate + divisor) / (2n * divisor)
}

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
