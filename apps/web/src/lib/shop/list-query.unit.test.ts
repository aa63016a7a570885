import { describe, expect, it } from 'vitest'
import { clearHref, filterChips, pageHref, readListQuery } from './list-query.ts'

const url = (query: string) => new URL(`http://shop.localhost/collections/all?${query}`)
const read = (query: string) => readListQuery(url(query).searchParams, 'EUR')

describe('the filters in an address', () => {
  it('are read with several values of one option', () => {
    expect(
      read('option.Colour=Sand&option.Colour=Ink&vendor=Kumo&available=1&min=10&max=49,50&sort=price-up&page=2'),
    ).toEqual({
      filters: {
        options: { Colour: ['Sand', 'Ink'] },
        vendors: ['Kumo'],
        tags: [],
        availableOnly: true,
        priceMinMinor: 1000n,
        priceMaxMinor: 4950n,
      },
      sort: 'price-up',
      page: 2,
    })
  })

  it('leave out what makes no sense', () => {
    expect(read('sort=drop&page=-1&min=cheap&max=-4&vendor=&option.=x')).toMatchObject({
      sort: 'featured',
      page: 1,
      filters: { priceMinMinor: null, priceMaxMinor: null, vendors: [] },
    })
  })

  it('are shown one by one, each with the address without it and without the page', () => {
    const chips = filterChips(url('option.Colour=Sand&option.Colour=Ink&min=5&page=3&sort=title'), 'EUR', String)
    expect(chips).toEqual([
      { label: 'Colour: Sand', removeHref: '/collections/all?option.Colour=Ink&min=5&sort=title' },
      { label: 'Colour: Ink', removeHref: '/collections/all?option.Colour=Sand&min=5&sort=title' },
      { label: 'From 500', removeHref: '/collections/all?option.Colour=Sand&option.Colour=Ink&sort=title' },
    ])
    expect(clearHref(url('q=mug&vendor=a&sort=title'))).toBe('/collections/all?q=mug&sort=title')
    expect([pageHref(url('vendor=a'), 2), pageHref(url('page=2'), 1)]).toEqual([
      '/collections/all?vendor=a&page=2',
      '/collections/all',
    ])
  })
})
