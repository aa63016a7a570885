import { expect, test } from 'vitest'
import { rankCommands } from './rank-commands.ts'

const commands = [
  { id: 'products', label: 'Products', group: 'Go to', keywords: ['Produkte'] },
  { id: 'new', label: 'New product', group: 'Do' },
  { id: 'orders', label: 'Orders', group: 'Go to' },
  { id: 'audit', label: 'سجل التدقيق', group: 'Go to' },
]
const ids = (words: string, recent: string[] = []) => rankCommands(commands, words, recent).map(({ id }) => id)

test('without words everything stands in its order, what was chosen lately first', () => {
  expect(ids('')).toEqual(['products', 'new', 'orders', 'audit'])
  expect(ids('', ['audit', 'new'])).toEqual(['audit', 'new', 'products', 'orders'])
})

test('words match in any order and with a slip, by the label and by its other names', () => {
  expect(ids('prod new')).toEqual(['new'])
  expect(ids('prodcts')).toContain('products')
  expect(ids('produkte')).toEqual(['products'])
  expect(ids('nothing like it')).toEqual([])
})

test('a script without capitals is searched like any other', () => {
  expect(ids('سجل')).toEqual(['audit'])
})
