import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const owner = () => shops.acme.as({ role: 'owner' })
const keeper = () => shops.acme.as({ role: 'catalog' })
const names = async (api: Awaited<ReturnType<typeof owner>>) =>
  (await api.views.of({ list: 'products' })).saved.map(({ name }) => name)
const view = { list: 'products', query: 'f=status%3Ais%3Adraft&sort=title' }

test('a personal view is seen by its maker alone; a shared one by every colleague and never by the neighbour', async () => {
  const mine = await (await owner()).views.create({ ...view, name: 'Mine', shared: false })
  await (await owner()).views.create({ ...view, name: 'Ours', shared: true })
  expect(await names(await owner())).toEqual(['Mine', 'Ours'])
  expect(await names(await keeper())).toEqual(['Ours'])
  expect(await names(await shops.globex.as({ role: 'owner' }))).toEqual([])
  const hidden = { viewId: mine.viewId, version: 1, name: 'Taken' }
  const notFound = { cause: { code: 'not_found' } }
  await expect((await keeper()).views.change(hidden)).rejects.toMatchObject(notFound)
  await expect((await keeper()).views.remove({ viewId: mine.viewId })).rejects.toMatchObject(notFound)
  await expect((await shops.globex.as({ role: 'owner' })).views.change(hidden)).rejects.toMatchObject(notFound)
  expect(await names(await owner())).toEqual(['Mine', 'Ours'])
})

test('a shared view is changed by its maker or by who manages the staff', async () => {
  const { viewId } = await (await keeper()).views.create({ ...view, name: 'Stocktaking', shared: true })
  const support = await shops.acme.as({ role: 'support' })
  await expect(support.views.change({ viewId, version: 1, name: 'x' })).rejects.toMatchObject({
    cause: { code: 'not_your_view' },
  })
  expect(await (await owner()).views.change({ viewId, version: 1, shared: false })).toEqual({ version: 2 })
  expect(await names(support)).not.toContain('Stocktaking')
  await expect((await keeper()).views.change({ viewId, version: 1, name: 'Late' })).rejects.toMatchObject({
    cause: { code: 'version_conflict' },
  })
  await (await keeper()).views.remove({ viewId })
  expect(await names(await keeper())).not.toContain('Stocktaking')
})

test('each person has an order of tabs and a view to start with', async () => {
  const api = await owner()
  await api.views.prefer({ list: 'products', viewOrder: ['draft', 'all'] })
  await api.views.prefer({ list: 'products', defaultView: 'draft' })
  expect((await api.views.of({ list: 'products' })).preference).toEqual({
    defaultView: 'draft',
    viewOrder: ['draft', 'all'],
  })
  expect((await (await keeper()).views.of({ list: 'products' })).preference).toEqual({
    defaultView: null,
    viewOrder: [],
  })
})

test('whoever may not see a list has no views of it', async () => {
  const support = await shops.acme.as({ role: 'accountant' })
  await expect(support.views.of({ list: 'products' })).rejects.toMatchObject({ cause: { code: 'forbidden' } })
  await expect(support.views.create({ ...view, name: 'x', shared: true })).rejects.toMatchObject({
    cause: { code: 'forbidden' },
  })
  await expect((await owner()).views.of({ list: 'constructor' })).rejects.toMatchObject({
    cause: { code: 'not_found' },
  })
})

test('the page of a record steps through the list it was opened from, in its order and within its filters', async () => {
  const api = await owner()
  const [bowl, cup, vase] = [
    await api.catalog.products.create({ title: 'Bowl', priceMinor: 100n }),
    await api.catalog.products.create({ title: 'Cup', priceMinor: 100n, vendor: 'Other' }),
    await api.catalog.products.create({ title: 'Vase', priceMinor: 100n }),
  ]
  const beside = (id: string, search: string) => api.views.neighbours({ list: 'products', id, search })
  expect(await beside(cup.productId, '?sort=title')).toEqual({ previous: bowl.productId, next: vase.productId })
  const own = '?sort=title&f=vendor:not:Other'
  expect(await beside(bowl.productId, own)).toEqual({ previous: null, next: vase.productId })
  const neighbour = await shops.globex.as({ role: 'owner' })
  const none = { previous: null, next: null }
  expect(await neighbour.views.neighbours({ list: 'products', id: cup.productId, search: '' })).toEqual(none)
  const packer = await shops.acme.as({ role: 'fulfilment' })
  await expect(packer.views.neighbours({ list: 'customers', id: cup.productId, search: '' })).rejects.toMatchObject({
    cause: { code: 'forbidden' },
  })
})
