import { expect, test } from 'vitest'
import { fitsInto } from './packaging-words.ts'

const [inner, box, odd, pallet] = [
  { kind: 'inner', quantity: 6 },
  { kind: 'box', quantity: 24 },
  { kind: 'box', quantity: 50 },
  { kind: 'pallet', quantity: 480 },
]

test('a packing is told as whole ones of the largest smaller packing, never as a fraction', () => {
  expect(fitsInto(pallet, [inner, box, odd, pallet])).toEqual({ count: 20, smaller: box })
  expect(fitsInto(box, [inner, box, pallet])).toEqual({ count: 4, smaller: inner })
  expect(fitsInto(odd, [inner, box, pallet])).toBeNull()
  expect(fitsInto(inner, [inner, { kind: 'each', quantity: 1 }])).toBeNull()
})
