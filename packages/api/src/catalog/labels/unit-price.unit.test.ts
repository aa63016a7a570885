import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STANDARD_UNITS, type KnownUnit } from '../packing/units.ts'
import { unitPrice } from './unit-price.ts'

const unit = (key: keyof typeof STANDARD_UNITS): KnownUnit => ({ key, name: null, ...STANDARD_UNITS[key] })

test('250 g for 4.99 are 19.96 a kilogram; 75 cl for 12.00 are 16.00 a litre; 40 cm for 1.00 are 2.50 a metre', () => {
  expect(unitPrice(499n, 250, unit('g'))).toEqual({ minor: 1996n, per: 'kg' })
  expect(unitPrice(1200n, 75, unit('cl'))).toEqual({ minor: 1600n, per: 'l' })
  expect(unitPrice(100n, 40, unit('cm'))).toEqual({ minor: 250n, per: 'm' })
})

test('pieces, nothing and what is not known have no unit price', () => {
  expect(unitPrice(100n, 6, unit('piece'))).toBeNull()
  expect(unitPrice(100n, 0, unit('g'))).toBeNull()
  expect(unitPrice(100n, 1, undefined)).toBeNull()
})

test('so many kilograms at the unit price cost what they cost, to half a minor unit a kilogram', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 1, max: 100_000 }), (price, grams) => {
      const { minor } = unitPrice(price, grams, unit('g'))!
      const off = minor * BigInt(grams) - price * 1000n
      expect((off < 0n ? -off : off) * 2n <= BigInt(grams)).toBe(true)
    }),
  )
})
