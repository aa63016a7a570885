import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findStockViolations, availableStock } from '../inventory/index.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeOrder, type TestOrder } from '../testing/order.ts'

let shops: TestShops
let acme: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
})
afterAll(() => shops.close())

const owner = () => acme.as({ role: 'owner' })
const versionOf = async (orderId: string) => (await (await owner()).orders.byId({ orderId })).version
const available = async ({ lines }: TestOrder) =>
  (
    await acme.inTenant((tx) =>
      availableStock(
        tx,
        lines.map((l) => l.variantId),
      ),
    )
  ).map((s) => s.available)
const violations = () => acme.inTenant(findStockViolations)

test('each open order stands at one step, and the count of a step equals the list it opens', async () => {
  await makeOrder(acme, { payment: 'pending' })
  await makeOrder(acme, { payment: 'authorized' })
  const api = await owner()
  const counts = await api.orders.counts()
  const views = (await api.views.of({ list: 'orders' })).system
  const inView = async (key: string) =>
    (await api.orders.table({ filters: views.find((view) => view.key === key)!.filters })).total
  expect((await inView('to_pay')).count).toBe(counts.toPay)
  expect((await inView('to_pick')).count).toBe(counts.toPick)
  expect((await api.orders.board()).length).toBe(Object.values(counts).reduce((a, b) => a + b, 0))
})

test('a search finds an order by its number, its e-mail and its name, and takes no wildcards', async () => {
  const order = await makeOrder(acme)
  const api = await owner()
  const { number } = await api.orders.byId({ orderId: order.id })
  expect((await api.orders.table({ q: `#${number}` })).rows.map((r) => r.id)).toEqual([order.id])
  expect((await api.orders.table({ q: 'RUIZ' })).rows.length).toBeGreaterThan(0)
  expect((await api.orders.table({ q: '%' })).rows).toHaveLength(0)
})

test('cancelling a captured order puts its units back on sale and sets the whole refund aside', async () => {
  const order = await makeOrder(acme)
  const api = await owner()
  await api.orders.cancel({ orderId: order.id, version: 1, reason: 'Ordered twice' })
  const after = await api.orders.byId({ orderId: order.id })
  expect(after).toMatchObject({ status: 'cancelled', cancelReason: 'Ordered twice', refundableMinor: 0n })
  expect(after.refunds).toMatchObject([{ amountMinor: order.totalMinor, status: 'pending' }])
  expect(await available(order)).toEqual([10])
  expect(await violations()).toEqual([])
})

test('cancelling an unpaid order releases its holds and lets the payment go without a refund', async () => {
  const order = await makeOrder(acme, { payment: 'pending' })
  expect(await available(order)).toEqual([8])
  await (await owner()).orders.cancel({ orderId: order.id, version: 1, reason: 'Changed their mind' })
  expect(await available(order)).toEqual([10])
  const jobs = await acme.inTenant((tx) =>
    tx.job.findMany({ where: { tenantId: tx.tenantId, dedupeKey: order.paymentId } }),
  )
  expect(jobs.map((job) => job.kind)).toEqual(['payments.void'])
  expect(await violations()).toEqual([])
})

test('capture is asked for once: the second member is told that the order changed', async () => {
  const order = await makeOrder(acme, { payment: 'authorized' })
  const api = await owner()
  await api.orders.capture({ orderId: order.id, version: 1 })
  await expect(api.orders.capture({ orderId: order.id, version: 1 })).rejects.toThrow(/changed in the meantime/)
  await expect(api.orders.capture({ orderId: order.id, version: await versionOf(order.id) })).rejects.toThrow(
    /being captured/,
  )
  await expect(
    api.orders.cancel({ orderId: order.id, version: await versionOf(order.id), reason: 'x' }),
  ).rejects.toThrow(/being captured/)
})

test("a capture, a cancellation and a refund each leave a row in the order's timeline with who did it", async () => {
  const order = await makeOrder(acme)
  const api = await owner()
  await api.orders.refund({ orderId: order.id, version: 1, lines: [], delivery: true, restock: false, reason: 'Late' })
  const { rows } = await api.basics.talk.timeline({ subjectKind: 'order', subjectId: order.id })
  expect(rows).toMatchObject([{ action: 'order.refund_requested', actorKind: 'staff', actorName: 'Olga Owner' }])
})

test.each([
  ['capture', 'fulfilment', { payment: 'authorized' as const }, {}],
  ['cancel', 'fulfilment', {}, { reason: 'No' }],
  ['refund', 'support', {}, { lines: [], delivery: true, restock: false, reason: 'No' }],
] as const)(
  '%s is refused to a role without it, to a guest and to the neighbour, and changes nothing',
  async (verb, role, wanted, more) => {
    const order = await makeOrder(acme, wanted)
    const input = { orderId: order.id, version: 1, ...more } as never
    await expect((await acme.as({ role })).orders[verb](input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect((await acme.as('guest')).orders[verb](input)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect((await shops.globex.as({ role: 'owner' })).orders[verb](input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await versionOf(order.id)).toBe(1)
  },
)

test('invalid input names its field', async () => {
  const order = await makeOrder(acme)
  await expect((await owner()).orders.cancel({ orderId: order.id, version: 1, reason: ' ' })).rejects.toMatchObject({
    cause: { fields: { reason: 'Give a reason.' } },
  })
})

test('the neighbour sees no order, no count and no sale', async () => {
  await makeOrder(acme)
  const globex = await shops.globex.as({ role: 'owner' })
  expect((await globex.orders.table({})).rows).toEqual([])
  expect(await globex.orders.counts()).toEqual({ toPay: 0, toPick: 0, picking: 0, packed: 0, shipped: 0 })
  expect(await globex.orders.salesToday()).toMatchObject({ orders: 0, totalMinor: 0n })
  expect((await (await owner()).orders.salesToday()).orders).toBeGreaterThan(0)
})

test('today is held against the same day a week ago up to the same time: what was sold later that day is not in it', async () => {
  const placed = async (ago: string) => {
    const order = await makeOrder(acme)
    await acme.inTenant(
      (tx) => tx.$executeRaw`
        update orders set placed_at = now() - ${ago}::interval, payment_status = 'paid'
        where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid`,
    )
  }
  const weekAgo = async () => (await (await owner()).orders.salesToday()).weekAgoMinor
  const before = await weekAgo()
  await placed('7 days')
  const then = await weekAgo()
  expect(then).toBeGreaterThan(before)
  await placed('6 days 23 hours 59 minutes')
  expect(await weekAgo()).toBe(then)
  expect((await (await shops.globex.as({ role: 'owner' })).orders.salesToday()).weekAgoMinor).toBe(0n)
})
