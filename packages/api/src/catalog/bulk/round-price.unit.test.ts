import { expect, test } from 'vitest'
import { percentOf, roundPrice } from './round-price.ts'

test.each([
  [1234n, 1199n],
  [1260n, 1299n],
  [1249n, 1299n],
  [1299n, 1299n],
  [10n, 99n],
  [0n, 99n],
])('to an ending of 99, %s becomes the nearest such price, %s', (minor, rounded) => {
  expect(roundPrice(minor, { stepMinor: 100n, endingMinor: 99n })).toBe(rounded)
})

test('to whole units, and to whole tens where a currency has no smaller coin', () => {
  expect(roundPrice(1234n, { stepMinor: 100n, endingMinor: 0n })).toBe(1200n)
  expect(roundPrice(1250n, { stepMinor: 100n, endingMinor: 0n })).toBe(1300n)
  expect(roundPrice(1234n, { stepMinor: 10n, endingMinor: 0n })).toBe(1230n)
})

test('a percentage is exact to the minor unit and rounds halves away from zero', () => {
  expect(percentOf(1999n, 11_000n)).toBe(2199n)
  expect(percentOf(1005n, 10_000n)).toBe(1005n)
  expect(percentOf(50n, 5_100n)).toBe(26n)
  expect(percentOf(-50n, 5_100n)).toBe(-26n)
  expect(percentOf(9_007_199_254_740_993n, 20_000n)).toBe(18_014_398_509_481_986n)
})
