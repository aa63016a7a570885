import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { availableStock, findStockViolations } from '../inventory/index.ts'
import type { Api } from '../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeOrder, type TestOrder } from '../testing/order.ts'
import { PARCEL_STEPS, stepOfOrder, type ParcelStatus } from './fulfillment-status.ts'

let shops: TestShops
let acme: TestShop
let api: Api

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
  api = await acme.as({ role: 'owner' })
})
afterAll(() => shops.close())

const violations = () => acme.inTenant(findStockViolations)

/** Brings an order's one parcel to a step and answers with it. */
async function parcelAt(step: 'picking' | 'packed' | 'shipped', order: TestOrder) {
  await api.fulfillment.startPicking({ orderId: order.id, version: 1 })
  const read = async () => {
    const [parcel] = await api.fulfillment.ofOrder({ orderId: order.id })
    return { fulfillmentId: parcel!.id, version: parcel!.version, lines: parcel!.lines, status: parcel!.status }
  }
  if (step === 'picking') return read()
  const opened = await read()
  await api.fulfillment.pick({
    ...opened,
    lines: opened.lines.map((l) => ({ orderLineId: l.orderLineId, pickedQuantity: l.quantity })),
  })
  await api.fulfillment.pack(await read())
  if (step === 'shipped') await api.fulfillment.ship({ ...(await read()), carrier: 'DHL', trackingNumber: 'JD01' })
  return read()
}

test('an order goes from picked to delivered; its units leave on hand when the parcel leaves, and not before', async () => {
  const order = await makeOrder(acme, { quantities: [2, 1] })
  const packed = await parcelAt('packed', order)
  const onHand = async () => (await api.orders.byId({ orderId: order.id })).lines.map((line) => line.onHand)
  expect(await onHand()).toEqual([10, 10])
  await api.fulfillment.ship({ ...packed, carrier: 'DHL', trackingNumber: 'JD01' })
  expect(await onHand()).toEqual([8, 9])
  const shipped = (await api.fulfillment.ofOrder({ orderId: order.id }))[0]!
  await api.fulfillment.deliver({ fulfillmentId: shipped.id, version: shipped.version })
  expect(await api.orders.byId({ orderId: order.id })).toMatchObject({
    status: 'closed',
    fulfillmentStatus: 'delivered',
  })
  expect(await violations()).toEqual([])
})

test('every step that the table does not hold is refused', async () => {
  const moves = { packed: 'pack', shipped: 'ship', delivered: 'deliver', cancelled: 'cancel' } as const
  for (const at of ['picking', 'packed', 'shipped'] as const) {
    for (const [to, verb] of Object.entries(moves) as [keyof typeof moves, (typeof moves)[keyof typeof moves]][]) {
      if (PARCEL_STEPS[at].includes(to)) continue
      const parcel = await parcelAt(at, await makeOrder(acme))
      await expect(api.fulfillment[verb]({ ...parcel, carrier: 'DHL', trackingNumber: '' })).rejects.toThrow(
        /cannot become/,
      )
    }
  }
})

test('an order is as far as the parcel that is furthest behind; cancelled parcels do not count', () => {
  const cases: [ParcelStatus[], string][] = [
    [[], 'unfulfilled'],
    [['cancelled'], 'unfulfilled'],
    [['cancelled', 'packed'], 'packed'],
    [['shipped', 'picking'], 'picking'],
    [['delivered', 'shipped'], 'shipped'],
  ]
  for (const [parcels, step] of cases) expect(stepOfOrder(parcels)).toBe(step)
})

test('a parcel is packed only when every unit lies in it, and takes no more units than it holds', async () => {
  const parcel = await parcelAt('picking', await makeOrder(acme))
  await expect(api.fulfillment.pack(parcel)).rejects.toThrow('2 units are not picked yet.')
  const tooMany = parcel.lines.map((l) => ({ orderLineId: l.orderLineId, pickedQuantity: 3 }))
  await expect(api.fulfillment.pick({ ...parcel, lines: tooMany })).rejects.toThrow('At most 2 units')
})

test('an unpaid order is not picked, and an authorised one does not leave before its money is captured', async () => {
  const unpaid = await makeOrder(acme, { payment: 'pending' })
  await expect(api.fulfillment.startPicking({ orderId: unpaid.id, version: 1 })).rejects.toThrow('not paid yet')
  const parcel = await parcelAt('packed', await makeOrder(acme, { payment: 'authorized' }))
  await expect(api.fulfillment.ship({ ...parcel, carrier: 'DHL', trackingNumber: '' })).rejects.toThrow(
    'Capture the payment',
  )
})

test('two members on one parcel: the second is told, nothing is done twice', async () => {
  const parcel = await parcelAt('packed', await makeOrder(acme))
  const ship = () => api.fulfillment.ship({ ...parcel, carrier: 'DHL', trackingNumber: '' })
  const results = await Promise.allSettled([ship(), ship()])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await violations()).toEqual([])
})

test('a cancellation and a dispatch at the same moment: one wins, stock and money agree with it', async () => {
  for (let round = 0; round < 8; round++) {
    const order = await makeOrder(acme)
    const parcel = await parcelAt('packed', order)
    const { version } = await api.orders.byId({ orderId: order.id })
    const [ship, cancel] = await Promise.allSettled([
      api.fulfillment.ship({ ...parcel, carrier: 'DHL', trackingNumber: '' }),
      api.orders.cancel({ orderId: order.id, version, reason: 'Race' }),
    ])
    expect([ship.status, cancel.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const after = await api.orders.byId({ orderId: order.id })
    const cancelled = cancel.status === 'fulfilled'
    expect(after.status).toBe(cancelled ? 'cancelled' : 'open')
    expect(after.refunds).toHaveLength(cancelled ? 1 : 0)
    expect(after.lines[0]!.onHand).toBe(cancelled ? 10 : 8)
    const [stock] = await acme.inTenant((tx) => availableStock(tx, [order.lines[0]!.variantId]))
    expect(stock!.available).toBe(cancelled ? 10 : 8)
  }
  expect(await violations()).toEqual([])
})

test('a cancelled parcel keeps the units for the order, which can be picked again', async () => {
  const order = await makeOrder(acme)
  await api.fulfillment.cancel(await parcelAt('packed', order))
  const { version, fulfillmentStatus } = await api.orders.byId({ orderId: order.id })
  expect(fulfillmentStatus).toBe('unfulfilled')
  await api.fulfillment.startPicking({ orderId: order.id, version })
  expect(await violations()).toEqual([])
})

test('a role without the permission, a guest and the neighbour move no parcel', async () => {
  const order = await makeOrder(acme)
  const parcel = await parcelAt('packed', order)
  const input = { ...parcel, carrier: 'DHL', trackingNumber: '' }
  await expect((await acme.as({ role: 'support' })).fulfillment.ship(input)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect((await acme.as('guest')).fulfillment.ship(input)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  const globex = await shops.globex.as({ role: 'owner' })
  await expect(globex.fulfillment.ship(input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(globex.fulfillment.startPicking({ orderId: order.id, version: 1 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await globex.fulfillment.ofOrder({ orderId: order.id })).toEqual([])
  await expect(api.fulfillment.ship({ ...input, carrier: '' })).rejects.toMatchObject({
    cause: { fields: { carrier: 'Name the carrier.' } },
  })
})
