import { expect, test } from 'vitest'
import { guardFormula, unguardFormula } from './formula-guard.ts'

test.each(['=1+1', '+49 30 1', '-5', '@SUM(A1)', '\t=1', '  =cmd', "'=1", "''-x", '\r@'])(
  'a spreadsheet is kept from running %j, and the importer reads the same text back',
  (text) => {
    expect(guardFormula(text)).toBe(`'${text}`)
    expect(unguardFormula(guardFormula(text))).toBe(text)
  },
)

test.each(['Vase', "'s-Gravenhage", "rock 'n' roll", '', ' ', '3 = 4', "'80s"])('%j is left as it is', (text) => {
  expect(guardFormula(text)).toBe(text)
  expect(unguardFormula(text)).toBe(text)
})
