import { expect, test } from 'vitest'
import { readTsv, writeTsv } from './grid-clipboard.ts'
import { readCell } from './grid-model.ts'

test.each([
  [
    'a\tb\n1\t2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a\r\nb\r\n', [['a'], ['b']]],
  ['one', [['one']]],
  [
    'a\t\n\tb',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['"two\nlines"\t"say ""hi"""\n', [['two\nlines', 'say "hi"']]],
  ['5" pipe\tx', [['5" pipe', 'x']]],
  ['', []],
])('what a spreadsheet copies is read cell by cell: %j', (text, rows) => {
  expect(readTsv(text)).toEqual(rows)
})

test('cells that are copied and pasted are the same cells', () => {
  const rows = [
    ['a', 'two\nlines', 'say "hi"'],
    ['', 'tab\there', '3'],
  ]
  expect(readTsv(writeTsv(rows))).toEqual(rows)
})

const price = { key: 'price', label: 'Price', kind: 'money', widthPx: 80, currency: 'EUR', required: true } as const

test('a pasted amount is read however it is written, and refused when it is none', () => {
  for (const typed of ['1234.5', '1,234.50', '1.234,50 €', '€ 1 234.50']) {
    expect(readCell(price, typed)).toEqual({ value: '1234.50' })
  }
  expect(readCell(price, 'free')).toEqual({ fault: 'amount' })
  expect(readCell(price, '-1')).toEqual({ fault: 'amount' })
  expect(readCell(price, ' ')).toEqual({ fault: 'required' })
})

test('a choice is found by its value or its word, a yes or no in several languages, a number with its thousands', () => {
  const options = [{ value: 'active', label: 'Aktiv' }]
  const status = { key: 's', label: 'S', kind: 'choice', widthPx: 80, options } as const
  expect(readCell(status, 'AKTIV')).toEqual({ value: 'active' })
  expect(readCell(status, 'sold')).toEqual({ fault: 'choice' })
  const flag = { key: 'f', label: 'F', kind: 'boolean', widthPx: 80 } as const
  expect(readCell(flag, 'Ja')).toEqual({ value: 'true' })
  expect(readCell(flag, 'FALSE')).toEqual({ value: 'false' })
  const number = { key: 'n', label: 'N', kind: 'number', widthPx: 80 } as const
  expect(readCell(number, '1,200')).toEqual({ value: '1200' })
  expect(readCell(number, '1.5')).toEqual({ fault: 'number' })
})
