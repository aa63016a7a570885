import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, minorToText, textToMinor } from './money-text.ts'

describe('textToMinor', () => {
  it('reads what minorToText wrote, for 0, 2 and 3 decimals', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.constantFrom('JPY', 'EUR', 'KWD'),
        (minor, currency) => {
          expect(textToMinor(minorToText(minor, currency), currency)).toBe(minor)
        },
      ),
    )
  })

  it.each([
    ['1,234.50', 'EUR', 123450n],
    ['1.234,50', 'EUR', 123450n],
    ['12,5', 'EUR', 1250n],
    ['12', 'EUR', 1200n],
    ['1,234', 'EUR', 123400n],
    ['1 234', 'JPY', 1234n],
    ['1.250', 'KWD', 1250n],
    ['-3.10', 'EUR', -310n],
  ])('reads %s %s', (text, currency, minor) => expect(textToMinor(text, currency)).toBe(minor))

  it.each([
    ['12.345,678', 'EUR'],
    ['1.5', 'JPY'],
    ['twelve', 'EUR'],
    ['', 'EUR'],
    ['12.', 'EUR'],
  ])('refuses %s for %s', (text, currency) => expect(textToMinor(text, currency)).toBeNull())
})

it('formats without losing a unit of an amount larger than a double holds', () => {
  expect(formatMoney(900719925474099301n, 'EUR')).toBe('€9,007,199,254,740,993.01')
  expect(formatMoney(-500n, 'EUR')).toBe('\u2212€5.00')
  expect(formatMoney(1200, 'JPY')).toBe('¥1,200')
})
