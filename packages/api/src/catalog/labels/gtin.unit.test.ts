import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigitOf, gtinFault, internalBarcode } from './gtin.ts'

test('printed codes of each length are valid', () => {
  for (const code of ['96385074', '036000291452', '4006381333931', '10012345678902']) expect(gtinFault(code)).toBeNull()
})

test('any one digit that is misread is noticed', () => {
  const body = fc.constantFrom(7, 11, 12, 13).chain((length) => fc.stringMatching(new RegExp(`^\\d{${length}}$`)))
  fc.assert(
    fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
      const code = digits + checkDigitOf(digits)
      expect(gtinFault(code)).toBeNull()
      const at = place % code.length
      const wrong = code.slice(0, at) + ((Number(code[at]) + shift) % 10) + code.slice(at + 1)
      expect(gtinFault(wrong)).not.toBeNull()
    }),
  )
})

test('what does not claim to be a GTIN is left alone', () => {
  for (const code of ['ABC-123', '12345', 'X4006381333931', '']) expect(gtinFault(code)).toBeNull()
})

test('internal codes are valid, begin with 20 and differ', () => {
  const codes = [1n, 2n, 10_000n, 9_999_999_999n].map(internalBarcode)
  expect(codes.every((code) => code.startsWith('20') && code.length === 13 && gtinFault(code) === null)).toBe(true)
  expect(new Set(codes).size).toBe(codes.length)
})
