import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { availableStock, findStockViolations } from '../../inventory/index.ts'
import { findUnbalancedEntries } from '../../ledger/index.ts'
import type { Api } from '../../root.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { checkoutForm, makeShopper, makeVariant, placeAndPay } from '../../testing/shopper.ts'

let shops: TestShops
let acme: TestShop
let staff: Api

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme } = shops)
  staff = await acme.as({ role: 'owner' })
})
afterAll(() => shops.close())

type Variant = { variantId: string; productId: string }
const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const exact = async () => {
  expect(await acme.inTenant(findStockViolations)).toEqual([])
  expect(await acme.inTenant(findUnbalancedEntries)).toEqual([])
}
const available = async ({ variantId }: Variant) =>
  (await acme.inTenant((tx) => availableStock(tx, [variantId])))[0]!.available
const terms = { digital: true, downloadsMax: 2, validDays: 30 }

/** A variant that sells keys, with so many in its pool. */
async function keyed(count: number, more: { backorder?: boolean; priceMinor?: bigint } = {}) {
  const variant = await makeVariant(acme, { onHand: 0, ...more })
  await staff.catalog.digital.save({ ...variant, ...terms, sellsKeys: true })
  if (count > 0) await addKeys(variant, count)
  return variant
}
let made = 0
const addKeys = (variant: Variant, count: number) =>
  staff.catalog.digital.addKeys({
    ...variant,
    keys: Array.from({ length: count }, () => `KEY-${++made}-ABCDEFGH`).join('\n'),
  })

async function book(filename = 'book.epub') {
  const variant = await makeVariant(acme, { onHand: 0 })
  await staff.catalog.digital.save({ ...variant, ...terms, sellsKeys: false })
  await staff.catalog.digital.addFile({ ...variant, filename, bytes: new TextEncoder().encode('Once upon a time') })
  return variant
}

/** An order that is authorised, and, when `work` is done, captured as far as nobody is needed for it. */
async function bought(lines: { variantId: string; quantity: number }[], work = true) {
  const { api } = await makeShopper(acme, lines)
  const order = await placeAndPay(api)
  await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'never' } })
  await api.checkout.returned({ token: order.token })
  if (work) await runJobs(acme, shops.filesDir)
  return { ...order, api }
}
const page = (token: string) => staff.checkout.order({ token })
const versionOf = async (orderId: string) => (await staff.orders.byId({ orderId })).version

test('a key is a unit: the pool is the stock, a cart of keys alone has no delivery, and after payment each unit has its key', async () => {
  const variant = await keyed(3)
  expect(await available(variant)).toBe(3)
  const { api } = await makeShopper(acme, [{ variantId: variant.variantId, quantity: 2 }])
  expect(await api.checkout.view({ country: 'DE' })).toMatchObject({
    methods: [],
    methodId: null,
    priced: { deliveryMinor: 0n },
  })
  const { token, orderId } = await bought([{ variantId: variant.variantId, quantity: 2 }])
  const order = await page(token)
  expect(order).toMatchObject({
    paymentStatus: 'paid',
    fulfillmentStatus: 'delivered',
    status: 'closed',
    deliveryName: 'Download',
  })
  expect(order.digital[0]).toMatchObject({ delivered: true, owed: 0 })
  expect(new Set(order.digital[0]!.keys.map(({ key }) => key)).size).toBe(2)
  expect(await available(variant)).toBe(1)
  expect(await staff.fulfillment.ofOrder({ orderId })).toEqual([])
  await exact()
})

test('nothing is handed out before the money is there, and a second look gives nothing twice', async () => {
  const variant = await keyed(2)
  const { token, api } = await bought([{ variantId: variant.variantId, quantity: 1 }], false)
  expect((await page(token)).digital).toMatchObject([{ delivered: false, keys: [], downloads: [] }])
  await runJobs(acme, shops.filesDir)
  for (let again = 0; again < 3; again++) await api.checkout.returned({ token })
  expect((await page(token)).digital[0]!.keys).toHaveLength(1)
  const { variants } = await staff.catalog.digital.ofProduct(variant)
  expect(variants[0]!.keys).toEqual({ unused: 1, given: 1, owed: 0 })
})

test('many captures at once never hand out one key twice, and never more than there are', async () => {
  const variant = await keyed(12)
  const shoppers = await Promise.all(
    Array.from({ length: 9 }, (_, at) => makeShopper(acme, [{ variantId: variant.variantId, quantity: 1 + (at % 2) }])),
  )
  const placed = await Promise.allSettled(shoppers.map(({ api }) => placeAndPay(api)))
  const orders = placed.flatMap((one, at) =>
    one.status === 'fulfilled' ? [{ ...one.value, api: shoppers[at]!.api }] : [],
  )
  await Promise.all(
    orders.map(({ api, reference }) => api.sandbox.decide({ reference, decision: { deed: 'approve', tell: 'never' } })),
  )
  await Promise.all(
    orders.flatMap(({ api, token }) => [api.checkout.returned({ token }), api.checkout.returned({ token })]),
  )
  await Promise.all(Array.from({ length: 4 }, () => runJobs(acme, shops.filesDir)))
  await runJobs(acme, shops.filesDir)
  const pages = await Promise.all(orders.map(({ token }) => page(token)))
  const keys = pages.flatMap(({ digital }) => digital[0]!.keys.map(({ key }) => key))
  const units = pages.reduce((sum, { lines }) => sum + lines[0]!.quantity, 0)
  expect(keys).toHaveLength(units)
  expect(new Set(keys).size).toBe(units)
  expect(units).toBeLessThanOrEqual(12)
  expect(await available(variant)).toBe(12 - units)
  await exact()
})

test('what is sold beyond the pool is owed and told; keys that come later go to the one who waited longest', async () => {
  const variant = await keyed(1, { backorder: true })
  const first = await bought([{ variantId: variant.variantId, quantity: 2 }])
  const second = await bought([{ variantId: variant.variantId, quantity: 1 }])
  expect((await page(first.token)).digital[0]).toMatchObject({ owed: 1, keys: [{ revoked: false }] })
  expect(await page(first.token)).toMatchObject({ status: 'open', fulfillmentStatus: 'unfulfilled' })
  const { rows } = await staff.basics.notifications.list({})
  expect(rows[0]).toMatchObject({ kind: 'keys.owed', data: { units: 1 } })
  await addKeys(variant, 1)
  await runJobs(acme, shops.filesDir)
  expect((await page(first.token)).digital[0]).toMatchObject({ owed: 0 })
  expect(await page(first.token)).toMatchObject({ status: 'closed' })
  expect((await page(second.token)).digital[0]).toMatchObject({ owed: 1, keys: [] })
  await exact()
})

test('a refunded key is revoked, masked and never sold again; its stock does not come back', async () => {
  const variant = await keyed(2)
  const { token, orderId } = await bought([{ variantId: variant.variantId, quantity: 1 }])
  const { lines } = await staff.orders.byId({ orderId })
  await staff.orders.refund({
    orderId,
    version: await versionOf(orderId),
    lines: [{ orderLineId: lines[0]!.id, quantity: 1 }],
    delivery: false,
    restock: true,
    reason: 'Bought twice',
  })
  const [line] = (await page(token)).digital
  expect(line!.keys).toEqual([
    { id: expect.any(String) as string, key: expect.stringMatching(/^••••/) as string, revoked: true },
  ])
  expect(await available(variant)).toBe(1)
  await exact()
})

test('a file is fetched as often as the shop allows, by a ticket of minutes, and no more after a refund', async () => {
  const variant = await book()
  const { token, orderId, api } = await bought([{ variantId: variant.variantId, quantity: 1 }])
  const [download] = (await page(token)).digital[0]!.downloads
  expect(download).toMatchObject({ title: 'book.epub', left: 2, state: 'open' })
  const ask = { token, downloadId: download!.id }
  const taken = await Promise.allSettled(Array.from({ length: 6 }, () => api.checkout.download(ask)))
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(await api.checkout.download(ask).catch(codeOf)).toBe('download_used_up')
  const tickets = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value.ticket] : []))
  const opened = await Promise.allSettled(tickets.map((ticket) => api.checkout.fileOfTicket({ ticket })))
  expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { lines } = await staff.orders.byId({ orderId })
  const refund = {
    lines: [{ orderLineId: lines[0]!.id, quantity: 1 }],
    delivery: false,
    restock: false,
    reason: 'Asked',
  }
  await staff.orders.refund({ orderId, version: await versionOf(orderId), ...refund })
  for (const ticket of tickets) expect(await api.checkout.fileOfTicket({ ticket }).catch(codeOf)).toBe('not_found')
  expect(await api.checkout.download(ask).catch(codeOf)).toBe('download_revoked')
})

test('a cart with a thing and a key is delivered in a parcel that holds the thing alone', async () => {
  const [cup, key] = [await makeVariant(acme, { onHand: 4 }), await keyed(2)]
  const { orderId, token } = await bought([
    { variantId: cup.variantId, quantity: 1 },
    { variantId: key.variantId, quantity: 1 },
  ])
  expect((await page(token)).deliveryMinor).toBeGreaterThan(0n)
  expect((await page(token)).paymentStatus).toBe('authorized')
  await staff.orders.capture({ orderId, version: await versionOf(orderId) })
  await runJobs(acme, shops.filesDir)
  expect((await page(token)).digital[0]!.keys).toHaveLength(1)
  await staff.fulfillment.startPicking({ orderId, version: await versionOf(orderId) })
  const [parcel, ...more] = await staff.fulfillment.ofOrder({ orderId })
  expect(more).toEqual([])
  expect(parcel!.lines.map(({ variantId }) => variantId)).toEqual([cup.variantId])
  await exact()
})

test('what costs nothing is handed out at once; a cancelled order gives its units back', async () => {
  const gift = await keyed(1, { priceMinor: 0n })
  const { api } = await makeShopper(acme, [{ variantId: gift.variantId, quantity: 1 }])
  const { token } = await api.checkout.place(await checkoutForm(api))
  expect((await page(token)).digital[0]!.keys).toHaveLength(1)
  const variant = await keyed(1)
  const open = await bought([{ variantId: variant.variantId, quantity: 1 }], false)
  expect(await available(variant)).toBe(0)
  // Its capture waits for the worker, so it is cancelled by nobody until that is over.
  await expect(
    staff.orders.cancel({ orderId: open.orderId, version: await versionOf(open.orderId), reason: 'Asked' }),
  ).rejects.toThrow('being captured')
  await exact()
})

test('staff read keys masked; the neighbour shop reaches neither page, download, ticket nor pool', async () => {
  const variant = await keyed(1)
  const { orderId, token } = await bought([{ variantId: variant.variantId, quantity: 1 }])
  const [line] = (await staff.orders.byId({ orderId })).digital
  expect(line!.keys[0]!.key).toBe('••••EFGH')
  const audits = await acme.inTenant((tx) => tx.auditEntry.findMany({ where: { tenantId: tx.tenantId } }))
  expect(
    JSON.stringify(audits, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('ABCDEFGH')
  const file = await bought([{ variantId: (await book()).variantId, quantity: 1 }])
  const [download] = (await page(file.token)).digital[0]!.downloads
  const { ticket } = await file.api.checkout.download({ token: file.token, downloadId: download!.id })
  const theirs = await shops.globex.as({ role: 'owner' })
  expect(await theirs.checkout.order({ token }).catch(codeOf)).toBe('not_found')
  expect(await theirs.checkout.download({ token: file.token, downloadId: download!.id }).catch(codeOf)).toBe(
    'not_found',
  )
  expect(await theirs.checkout.fileOfTicket({ ticket }).catch(codeOf)).toBe('not_found')
  expect(await theirs.catalog.digital.ofProduct(variant).catch(codeOf)).toBe('not_found')
  expect(await theirs.catalog.digital.addKeys({ ...variant, keys: 'X' }).catch(codeOf)).toBe('not_found')
  // Another order of the same shop is no way to a download either.
  expect(await file.api.checkout.download({ token, downloadId: download!.id }).catch(codeOf)).toBe('not_found')
})
