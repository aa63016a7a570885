import { expect, test } from 'vitest'
import { numberToText, textToNumber } from './number-text.ts'

test('a comma and a point both stand before decimals, spaces are nothing', () => {
  expect(textToNumber('1,5', 2)).toBe(1.5)
  expect(textToNumber('1.5', 2)).toBe(1.5)
  expect(textToNumber(' 1 200 ', 0)).toBe(1200)
  expect(textToNumber('\u22123', 0)).toBe(-3)
})

test('what is no number, or has more decimals than the field, is refused instead of rounded', () => {
  for (const [text, decimals] of [
    ['', 0],
    ['12 kg', 0],
    ['1.5', 0],
    ['1.234', 2],
    ['1e3', 0],
    ['--1', 0],
  ] as const)
    expect(textToNumber(text, decimals)).toBeNull()
})

test('a number is shown with the reader’s decimal sign and read back as itself', () => {
  expect(numberToText(1234.5, 'de', 2)).toBe('1234,5')
  expect(numberToText(1234.5, 'ar-u-nu-latn', 2)).toBe('1234.5')
  expect(textToNumber(numberToText(0.375, 'de', 3), 3)).toBe(0.375)
})
