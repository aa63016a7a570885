import { expect, it } from 'vitest'
import { readChoice } from './variant-choice.ts'

const options = [
  { name: 'Colour', values: ['Sand', 'Ink', 'Moss'] },
  { name: 'Size', values: ['S', 'L'] },
]
const variant = (id: string, optionValues: string[], available: number | null, backorder = false) => ({
  id,
  optionValues,
  available,
  backorder,
})
const variants = [
  variant('a', ['Sand', 'S'], 0),
  variant('b', ['Sand', 'L'], 3),
  variant('c', ['Ink', 'S'], 0, true),
  variant('d', ['Moss', 'S'], null),
]
const choose = (query: string) => readChoice(options, variants, new URLSearchParams(query))

it('starts with the first variant that can be bought', () => {
  expect(choose('').variant?.id).toBe('b')
})

it('takes a variant’s id before the options, and an option that is unknown as not said', () => {
  expect(choose('variant=c&option1=Sand').variant?.id).toBe('c')
  expect(choose('option1=Plaid&option2=S').variant?.id).toBe('a')
})

it('tells of each value what choosing it would give', () => {
  const states = choose('option1=Sand&option2=L').options.map(({ values }) =>
    values.map(({ value, state }) => `${value} ${state}`),
  )
  expect(states).toEqual([
    ['Sand available', 'Ink impossible', 'Moss impossible'],
    ['S sold-out', 'L available'],
  ])
})

it('has no variant for a combination that is not made', () => {
  expect(choose('option1=Ink&option2=L')).toMatchObject({ values: ['Ink', 'L'], variant: null })
})

it('stays with what it started with when that sells out', () => {
  expect(readChoice(options, variants, new URLSearchParams(), 'a').variant?.id).toBe('a')
})
