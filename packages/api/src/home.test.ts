import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { listPage } from './basics/index.ts'
import { lists } from './list-registry.ts'
import { openTestShops, type TestShop, type TestShops } from './testing/index.ts'
import { postEntry } from './ledger/index.ts'
import { makeOrder, type TestOrder } from './testing/order.ts'

let shops: TestShops

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const owner = await shops.acme.as({ role: 'owner' })
  const orders: TestOrder[] = []
  for (const payment of ['captured', 'captured', 'pending', 'authorized'] as const)
    orders.push(await makeOrder(shops.acme, { payment }))
  await shops.acme.inTenant((tx) =>
    postEntry(tx, {
      kind: 'payment_captured',
      memo: 'One of them was captured today',
      orderId: orders[0]!.id,
      currency: 'EUR',
      lines: [
        { account: 'gateway_clearing', amountMinor: 100n },
        { account: 'sales', amountMinor: -100n },
      ],
    }),
  )
  await owner.catalog.products.create({ title: 'Half a lamp', priceMinor: 100n, status: 'draft' })
})
afterAll(() => shops.close())

const ROLES = ['owner', 'manager', 'catalog', 'fulfilment', 'support', 'accountant'] as const
const cardsOf = async (role: (typeof ROLES)[number], shop: TestShop = shops.acme) =>
  (await shop.as({ role })).home.cards()

test.each(ROLES)('the home of %s has at most six cards, each with the total of the list behind it', async (role) => {
  const cards = await cardsOf(role)
  expect(cards.length).toBeGreaterThan(0)
  expect(cards.length).toBeLessThanOrEqual(6)
  for (const { key, list, view, filters, count, approximate } of cards) {
    if (view) expect(filters, key).toEqual(lists[list]!.views[view]!.filters)
    const { total } = await shops.acme.inTenant((tx) =>
      listPage(tx, lists[list]!, { q: '', filters, sort: '' }, { limit: 1 }),
    )
    expect({ count, approximate }, key).toEqual(total)
  }
})

test('a role sees its own work first: who packs sees orders, who writes the catalogue sees drafts', async () => {
  const numbers = async (role: (typeof ROLES)[number]) =>
    Object.fromEntries((await cardsOf(role)).map(({ key, count }) => [key, count]))
  expect(await numbers('fulfilment')).toMatchObject({ to_pick: 3, picking: 0 })
  expect(await numbers('catalog')).toMatchObject({ drafts: 1 })
  expect(Object.keys(await numbers('catalog'))).not.toContain('to_pick')
  expect(await numbers('accountant')).toMatchObject({ to_capture: 1, captured_today: 1, refunded_today: 0, to_pay: 1 })
  expect(await numbers('owner')).toMatchObject({ to_pick: 3, to_pay: 1, drafts: 1 })
})

test('nothing of this shop is counted on the neighbour’s home', async () => {
  for (const { key, count } of await cardsOf('owner', shops.globex)) expect(count, key).toBe(0)
})
