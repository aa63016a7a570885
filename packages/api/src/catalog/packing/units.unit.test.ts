import { expect, test } from 'vitest'
import { convertUnit, STANDARD_UNITS, type KnownUnit } from './units.ts'

const unit = (key: keyof typeof STANDARD_UNITS): KnownUnit => ({ key, name: null, ...STANDARD_UNITS[key] })

test('amounts are turned into other units of the same dimension, there and back', () => {
  expect(convertUnit(250, unit('g'), unit('kg'))).toBe(0.25)
  expect(convertUnit(0.7, unit('l'), unit('ml'))).toBe(700)
  expect(convertUnit(1, unit('lb'), unit('oz'))).toBe(16)
  for (const key of ['mg', 'g', 'kg', 'oz', 'lb'] as const) {
    expect(convertUnit(convertUnit(3.3, unit('g'), unit(key))!, unit(key), unit('g'))).toBeCloseTo(3.3, 10)
  }
})

test('what measures something else is not converted', () => {
  expect(convertUnit(1, unit('kg'), unit('l'))).toBeNull()
})
