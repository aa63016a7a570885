import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'

let shops: TestShops
let acme: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
})
afterAll(() => shops.close())

const owner = () => acme.as({ role: 'owner' })
const settings = async (more: object = {}) => ({
  version: (await (await owner()).tenants.settings()).version,
  name: 'Acme',
  tagline: 'Everything for the road',
  announcement: '',
  contactEmail: 'hello@acme.example',
  lowStockAt: 5,
  holdMinutes: 15,
  theme: { brand: '#123456' },
  policies: { returns: 'Thirty days.' },
  ...more,
})
const method = {
  name: 'Express',
  priceMinor: 990n,
  freeFromMinor: null,
  countries: ['DE'],
  daysMin: 1,
  daysMax: 2,
  active: true,
}

test('settings are saved with their version, and the audit log tells what each field was before', async () => {
  const api = await owner()
  const input = await settings()
  await api.tenants.save(input)
  expect(await api.tenants.settings()).toMatchObject({
    tagline: 'Everything for the road',
    theme: { brand: '#123456' },
    version: input.version + 1,
  })
  await expect(api.tenants.save(input)).rejects.toMatchObject({ code: 'CONFLICT' })
  const [deed] = (await api.basics.audit({ filters: [{ key: 'area', op: 'is', values: ['shop'] }] })).rows
  expect(deed).toMatchObject({
    action: 'shop.settings_saved',
    actorName: 'Olga Owner',
    ip: '127.0.0.1',
    changes: { tagline: ['', 'Everything for the road'] },
  })
})

test('a colour, an e-mail or a number that is none is refused at its field', async () => {
  const api = await owner()
  const wrong = await settings({ theme: { brand: 'red' }, contactEmail: 'nobody', holdMinutes: 1 })
  await expect(api.tenants.save(wrong)).rejects.toMatchObject({
    cause: {
      fields: {
        'theme.brand': expect.any(String),
        contactEmail: expect.any(String),
        holdMinutes: 'At least 5 minutes.',
      },
    },
  })
})

test('a delivery method is added and changed; one of another shop is not there', async () => {
  const api = await owner()
  const { id } = await api.tenants.saveDelivery(method)
  await api.tenants.saveDelivery({ ...method, id, active: false })
  expect((await api.tenants.selling()).delivery.find((row) => row.id === id)).toMatchObject({
    name: 'Express',
    active: false,
  })
  const globex = await shops.globex.as({ role: 'owner' })
  await expect(globex.tenants.saveDelivery({ ...method, id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(api.tenants.saveDelivery({ ...method, daysMin: 5 })).rejects.toMatchObject({
    cause: { fields: { daysMax: expect.any(String) } },
  })
  await api.tenants.saveTax({ country: 'AT', name: 'USt', rateBp: 2000 })
  expect((await globex.tenants.selling()).taxes.some(({ country }) => country === 'AT')).toBe(false)
})

test("a role without the permission and a guest neither read nor save, and the neighbour's log holds none of our deeds", async () => {
  const support = await acme.as({ role: 'support' })
  await expect(support.tenants.save(await settings())).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(support.basics.audit({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect((await acme.as('guest')).tenants.settings()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  const globex = await shops.globex.as({ role: 'owner' })
  expect((await globex.basics.audit({})).rows.map(({ action }) => action)).toEqual(['shop.opened'])
})
