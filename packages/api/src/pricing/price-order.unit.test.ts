import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceOrder, type PriceInput } from './price-order.ts'
import { share } from './share.ts'

const money = fc.bigInt({ min: 0n, max: 10n ** 12n })
const input: fc.Arbitrary<PriceInput> = fc.record({
  pricesIncludeTax: fc.boolean(),
  taxRateBp: fc.integer({ min: 0, max: 10_000 }),
  lines: fc.array(
    fc.record({
      key: fc.uuid(),
      unitPriceMinor: money,
      quantity: fc.integer({ min: 1, max: 9999 }),
      taxable: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
  delivery: fc.option(fc.record({ priceMinor: money, freeFromMinor: fc.option(money) })),
})
const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)

test('the parts of a split sum to the whole, and none is off by a unit or more from its exact share', () => {
  fc.assert(
    fc.property(
      money,
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 }),
      (amount, weights) => {
        const parts = share(amount, weights)
        const total = sum(weights)
        expect(sum(parts)).toBe(amount)
        if (total === 0n) return
        for (const [i, part] of parts.entries()) {
          const off = part * total - amount * weights[i]!
          expect(off > -total && off < total).toBe(true)
        }
      },
    ),
  )
})

test('the lines of an order sum to its subtotal, their taxes and the delivery tax to its tax, and all to its total', () => {
  fc.assert(
    fc.property(input, (order) => {
      const priced = priceOrder(order)
      expect(sum(priced.lines.map((line) => line.totalMinor))).toBe(priced.subtotalMinor)
      expect(sum(priced.lines.map((line) => line.taxMinor)) + priced.deliveryTaxMinor).toBe(priced.taxMinor)
      const added = order.pricesIncludeTax ? 0n : priced.taxMinor
      expect(priced.totalMinor).toBe(priced.subtotalMinor + priced.deliveryMinor + added)
    }),
  )
})

test('no line is taxed that is not taxable, and contained tax never exceeds what it is contained in', () => {
  fc.assert(
    fc.property(input, (order) => {
      const priced = priceOrder(order)
      for (const [i, line] of priced.lines.entries()) {
        if (!order.lines[i]!.taxable) expect(line.taxMinor).toBe(0n)
        if (order.pricesIncludeTax) expect(line.taxMinor <= line.totalMinor).toBe(true)
      }
    }),
  )
})

test('delivery is free from its threshold on, and costs its price below', () => {
  const order = (quantity: number): PriceInput => ({
    pricesIncludeTax: true,
    taxRateBp: 1900,
    lines: [{ key: 'a', unitPriceMinor: 2500n, quantity, taxable: true }],
    delivery: { priceMinor: 490n, freeFromMinor: 5000n },
  })
  expect(priceOrder(order(1))).toMatchObject({ deliveryMinor: 490n, deliveryRule: 'method', totalMinor: 2990n })
  expect(priceOrder(order(2))).toMatchObject({ deliveryMinor: 0n, deliveryRule: 'free_from', totalMinor: 5000n })
})

test('19 % contained in 119.00 is 19.00; 10 % added to 3 yen is rounded half up', () => {
  const one = (unitPriceMinor: bigint, pricesIncludeTax: boolean, taxRateBp: number) =>
    priceOrder({
      pricesIncludeTax,
      taxRateBp,
      lines: [{ key: 'a', unitPriceMinor, quantity: 1, taxable: true }],
      delivery: null,
    })
  expect(one(11_900n, true, 1900).taxMinor).toBe(1900n)
  expect(one(5n, false, 1000)).toMatchObject({ taxMinor: 1n, totalMinor: 6n })
  expect(one(4n, false, 1000)).toMatchObject({ taxMinor: 0n, totalMinor: 4n })
})
