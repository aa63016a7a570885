import { expect, test } from 'vitest'
import { cellName, readEntries } from './entries-form.ts'
import { listOf } from './list-form.ts'

const id = '01900000-0000-7000-8000-000000000001'

test('cells are read as amounts of the currency; an empty one takes the price out', () => {
  const form = { [cellName(id, 1)]: '12,50', [cellName(id, 10)]: '', find: 'cup' }
  expect(readEntries(form, 'EUR')).toEqual({
    entries: [
      { variantId: id, minQuantity: 1, priceMinor: 1250n },
      { variantId: id, minQuantity: 10, priceMinor: null },
    ],
    wrong: [],
  })
})

test('what is no amount, has too many decimals or is below zero is named by its cell', () => {
  const names = [cellName(id, 1), cellName(id, 2), cellName(id, 3)]
  const form = { [names[0]!]: 'free', [names[1]!]: '1.5', [names[2]!]: '-1' }
  expect(readEntries(form, 'JPY').wrong).toEqual(names)
})

test('a percentage is read in basis points, with either decimal sign', () => {
  expect(listOf({ percentOff: '12,5' }).percentOffBp).toBe(1250)
  expect(listOf({ percentOff: '0.1' }).percentOffBp).toBe(10)
  expect(listOf({ percentOff: '' }).percentOffBp).toBeNull()
  expect(listOf({ percentOff: 'half' }).percentOffBp).toBeNaN()
})
