import { describe, expect, it } from 'vitest'
import { address, addressSchema, countryCodes } from './address.ts'
import { addressForm, postalLabel } from './address-form.ts'

const samples = [
  {
    country: 'DE',
    order: 'name|line1|line2|postalCode city',
    good: '10115',
    bad: '1011',
    city: 'Berlin',
    label: ['10115 Berlin', 'GERMANY'],
  },
  {
    country: 'US',
    order: 'name|line1|line2|city region postalCode',
    good: '94103-1234',
    bad: '9410',
    city: 'San Francisco',
    region: 'CA',
    label: ['San Francisco, CA 94103-1234', 'UNITED STATES'],
  },
  {
    country: 'GB',
    order: 'name|line1|line2|city|postalCode',
    good: 'sw1a 1aa',
    bad: 'SW1',
    city: 'London',
    label: ['London', 'SW1A 1AA', 'UNITED KINGDOM'],
  },
  {
    country: 'FR',
    order: 'name|line1|line2|postalCode city',
    good: '75001',
    bad: '7500A',
    city: 'Paris',
    label: ['75001 Paris', 'FRANCE'],
  },
  {
    country: 'JP',
    order: 'name|postalCode|region city|line1|line2',
    good: '150-0001',
    bad: '15-0001',
    city: 'Shibuya-ku',
    region: 'Tokyo',
    label: ['Ana Lima', 'JAPAN'],
  },
  {
    country: 'CA',
    order: 'name|line1|line2|city region postalCode',
    good: 'k1a 0b1',
    bad: '12345',
    city: 'Ottawa',
    region: 'ON',
    label: ['Ottawa ON K1A 0B1', 'CANADA'],
  },
  {
    country: 'AU',
    order: 'name|line1|line2|city region postalCode',
    good: '2000',
    bad: '200',
    city: 'Sydney',
    region: 'NSW',
    label: ['Sydney NSW 2000', 'AUSTRALIA'],
  },
  {
    country: 'NL',
    order: 'name|line1|line2|postalCode city',
    good: '1012js',
    bad: '1012',
    city: 'Amsterdam',
    label: ['1012JS Amsterdam', 'NETHERLANDS'],
  },
  {
    country: 'IT',
    order: 'name|line1|line2|postalCode city region',
    good: '00184',
    bad: '184',
    city: 'Roma',
    region: 'RM',
    label: ['00184 Roma RM', 'ITALY'],
  },
  {
    country: 'SG',
    order: 'name|line1|line2|postalCode',
    good: '018956',
    bad: '18956',
    city: '',
    label: ['SINGAPORE 018956', 'SINGAPORE'],
  },
  {
    country: 'PL',
    order: 'name|line1|line2|postalCode city',
    good: '00-001',
    bad: '00001',
    city: 'Warszawa',
    label: ['00-001 Warszawa', 'POLAND'],
  },
  {
    country: 'AE',
    order: 'name|line1|line2|region',
    good: '',
    bad: null,
    city: '',
    region: 'Dubai',
    label: ['Dubai', 'UNITED ARAB EMIRATES'],
  },
] as const

const typed = (sample: (typeof samples)[number], postalCode: string) => ({
  name: ' Ana  Lima ',
  line1: 'Street 1',
  city: sample.city,
  region: 'region' in sample ? sample.region : '',
  postalCode,
  country: sample.country,
})

describe.each(samples)('an address in $country', (sample) => {
  it('is asked for in the order of the country', () => {
    const order = addressForm(sample.country).map((row) => row.map((field) => field.name).join(' '))
    expect(order.join('|')).toBe(sample.order)
  })

  it('takes a good postal code in any case and refuses one that cannot be', () => {
    const good = addressSchema(sample.country).parse(typed(sample, sample.good))
    expect(good).toMatchObject({ name: 'Ana Lima', postalCode: sample.good.toUpperCase() })
    if (sample.bad === null) return
    const bad = addressSchema(sample.country).safeParse(typed(sample, sample.bad))
    expect(bad.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['postalCode'])
  })

  it('is written on a label as the post there wants it', () => {
    const { name, ...rest } = addressSchema(sample.country).parse(typed(sample, sample.good))
    expect(postalLabel(name, rest).slice(-sample.label.length)).toEqual(sample.label)
  })
})

it('names every field that is missing', () => {
  const { error } = address.safeParse({ country: 'US' })
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual(['name', 'line1', 'city', 'region', 'postalCode'])
})

it('drops what a country does not have, and refuses a country that does not exist', () => {
  expect(address.parse({ ...typed(samples[0], '10115'), region: 'Somewhere' })).toMatchObject({ region: '' })
  expect(address.safeParse({ country: 'XX' }).error?.issues[0]?.message).toBe('Choose a country from the list.')
  expect(countryCodes()).toEqual(expect.arrayContaining(['AX', 'DE', 'JP', 'US', 'XK']))
  expect(countryCodes()).not.toContain('EU')
})
