import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILTER_OPS, readAddress, readFilter, writeAddress, writeFilter } from './list-query.ts'

const value = fc.string({ maxLength: 40 })
const filter = fc.record({
  key: fc.stringMatching(/^[a-z][a-zA-Z0-9_.]{0,20}$/),
  op: fc.constantFrom(...FILTER_OPS),
  values: fc.array(value, { minLength: 1, maxLength: 5 }),
})

describe('the address of a list', () => {
  test('gives back every filter, whatever signs its values hold', () => {
    fc.assert(
      fc.property(filter, (given) => {
        expect(readFilter(writeFilter(given))).toEqual(given)
      }),
    )
  })

  test('gives back all that it was told, in one fixed order', () => {
    const told = {
      view: 'active',
      q: 'blue vase',
      filters: [
        { key: 'price', op: 'between' as const, values: ['100', '2,000'] },
        { key: 'vendor', op: 'empty' as const, values: [] },
      ],
      sort: '-updatedAt',
      columns: ['title', 'price'],
      density: 'compact' as const,
      after: null,
      before: null,
    }
    const params = writeAddress(told)
    expect(readAddress(new URLSearchParams(params.toString()))).toEqual({ ...told, faults: [] })
    expect([...params.keys()]).toEqual(['view', 'q', 'f', 'f', 'sort', 'columns', 'density'])
  })

  test('keeps what it cannot read, so that the screen can say so', () => {
    const { filters, faults } = readAddress(
      new URLSearchParams([
        ['f', 'status:is:active'],
        ['f', 'nonsense'],
        ['f', 'price:around:5'],
      ]),
    )
    expect(filters).toEqual([{ key: 'status', op: 'is', values: ['active'] }])
    expect(faults).toEqual(['nonsense', 'price:around:5'])
  })

  test('tells no filter at all from filters that the view has', () => {
    expect(readAddress(new URLSearchParams('view=active')).filters).toBeNull()
    expect(readAddress(writeAddress({ view: 'active', filters: [] })).filters).toEqual([])
  })

  test('reads no more filters, values and signs than a list takes, however long the address', () => {
    const many = new URLSearchParams(Array.from({ length: 500 }, (_, n) => ['f', `a${n}:is:${'~'.repeat(10_000)}`]))
    expect(readAddress(many)).toMatchObject({ filters: [], faults: expect.any(Array) as unknown[] })
    const crowded = new URLSearchParams(Array.from({ length: 500 }, () => ['f', 'a:is:1']))
    expect(readAddress(crowded).filters).toHaveLength(30)
  })
})
