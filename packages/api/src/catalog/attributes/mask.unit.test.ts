import { expect, test } from 'vitest'
import { fitsMask } from './mask.ts'

test('a mask lets digits, letters and its own signs through, each in its place', () => {
  expect(fitsMask('AA-####', 'de-2026')).toBe(true)
  expect(fitsMask('AA-####', 'd1-2026')).toBe(false)
  expect(fitsMask('AA-####', 'de-20260')).toBe(false)
  expect(fitsMask('**/#', 'é7/1')).toBe(true)
  expect(fitsMask('(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')).toBe(false)
  expect(fitsMask('(a+)+$', '(a+)+$')).toBe(true)
})

test('a text that breaks careless patterns is decided in one pass over it (A26)', () => {
  const long = 'a'.repeat(1_000_000)
  expect(fitsMask('*'.repeat(60), long)).toBe(false)
  expect(fitsMask(`${'*'.repeat(59)}!`, 'a'.repeat(60))).toBe(false)
})
