import { createAuthPool } from '@souk/db'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { checkoutForm, makeShopper, makeVariant } from '../testing/shopper.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const fieldsOf = (error: unknown) => (error as { cause?: { fields?: object } }).cause?.fields
const office = () => acme.as({ role: 'catalog' })
const fields = (more: object = {}) => ({ name: `List ${crypto.randomUUID()}`, priority: 0, ...more })

/** A list in force with these prices of one variant, from a quantity on. */
async function activeList(variantId: string, prices: Record<number, bigint>, more: object = {}): Promise<string> {
  const api = await office()
  const { listId } = await api.prices.create(fields(more))
  const entries = Object.entries(prices).map(([minQuantity, priceMinor]) => ({
    variantId,
    minQuantity: Number(minQuantity),
    priceMinor,
  }))
  if (entries.length > 0) await api.prices.setEntries({ listId, entries })
  await api.prices.setStatus({ listId, version: (await api.prices.byId({ listId })).version, status: 'active' })
  return listId
}

async function archive(listId: string): Promise<void> {
  const api = await office()
  await api.prices.setStatus({ listId, version: (await api.prices.byId({ listId })).version, status: 'archived' })
}

async function makeCustomer() {
  const email = `${crypto.randomUUID()}@example.com`
  return acme.inTenant(async (tx) => {
    const data = { tenantId: tx.tenantId, email, emailNorm: email, name: 'Ana Ruiz', passwordHash: 'none' }
    const { id } = await tx.customer.create({ data })
    return { id, email, name: 'Ana Ruiz' }
  })
}

const handleOf = (productId: string) =>
  acme.inTenant(async (tx) => {
    const product = await tx.product.findUniqueOrThrow({
      where: { tenantId_id: { tenantId: tx.tenantId, id: productId } },
    })
    return product.handle
  })

const setStart = (listId: string, seconds: number) =>
  acme.inTenant(
    (tx) => tx.$executeRaw`
      update price_lists set starts_at = now() + make_interval(secs => ${seconds}) where tenant_id = ${tx.tenantId}::uuid and id = ${listId}::uuid`,
  )

test('page, card, facet, cart, checkout and order read the same decided price, and the line keeps its list', async () => {
  const { variantId, productId } = await makeVariant(acme, { priceMinor: 2500n })
  const listId = await activeList(variantId, { 1: 2000n, 3: 1800n })
  const guest = await acme.as('guest')
  const { product } = await guest.storefront.product({ handle: await handleOf(productId) })
  expect(product.variants[0]).toMatchObject({
    priceMinor: 2000n,
    compareAtMinor: 2500n,
    breaks: [{ minQuantity: 3, priceMinor: 1800n }],
  })
  const found = await guest.storefront.search({ query: '', filters: { priceMinMinor: 1999n, priceMaxMinor: 2001n } })
  expect(found.list.cards).toMatchObject([{ id: productId, priceMinor: 2000n }])
  const { api } = await makeShopper(acme, [{ variantId, quantity: 3 }])
  expect((await api.carts.current()).lines).toMatchObject([{ unitPriceMinor: 1800n, totalMinor: 5400n, notices: [] }])
  const { orderId } = await api.checkout.place(await checkoutForm(api))
  const lines = await acme.inTenant((tx) => tx.orderLine.findMany({ where: { tenantId: tx.tenantId, orderId } }))
  expect(lines).toMatchObject([
    { unitPriceMinor: 1800n, totalMinor: 5400n, priceRule: 'price_list', priceListId: listId },
  ])
  await archive(listId)
})

test('a group’s price is for its customers alone; putting one in or out counts at once', async () => {
  const { variantId, productId } = await makeVariant(acme)
  const api = await office()
  const { groupId } = await api.prices.groups.create({ name: `Trade ${crypto.randomUUID()}` })
  const listId = await activeList(variantId, { 1: 900n }, { groupId })
  const who = await makeCustomer()
  const handle = await handleOf(productId)
  const priceFor = async (shopper: Parameters<TestShop['as']>[0]) =>
    (await (await acme.as(shopper)).storefront.product({ handle })).product.variants[0]!.priceMinor
  expect([await priceFor('guest'), await priceFor(who)]).toEqual([2500n, 2500n])
  await api.prices.groups.add({ groupId, email: who.email.toUpperCase() })
  expect([await priceFor('guest'), await priceFor(who)]).toEqual([2500n, 900n])
  expect(await api.prices.check({ variantId, email: who.email })).toMatchObject({
    priceMinor: 900n,
    list: { id: listId },
  })
  expect(await api.prices.groups.remove({ groupId }).catch(codeOf)).toBe('group_in_use')
  await api.prices.groups.takeOut({ groupId, customerId: who.id })
  expect(await priceFor(who)).toBe(2500n)
})

test('a list that begins after the page was shown is told line by line, and nothing is placed at the old price', async () => {
  const { variantId } = await makeVariant(acme)
  const { api } = await makeShopper(acme, [{ variantId, quantity: 2 }])
  const form = await checkoutForm(api)
  const listId = await activeList(variantId, { 1: 3000n })
  expect(await api.checkout.place(form).catch(codeOf)).toBe('checkout_changed')
  expect((await api.carts.current()).lines[0]!.notices).toEqual([{ kind: 'price', fromMinor: 2500n, toMinor: 3000n }])
  await api.carts.accept()
  expect((await api.carts.current()).changed).toBe(false)
  await api.checkout.place(await checkoutForm(api))
  await archive(listId)
})

test('fewer left than a quantity break needs: accepting sees the price of what is left', async () => {
  const { variantId } = await makeVariant(acme, { onHand: 10 })
  const listId = await activeList(variantId, { 5: 1000n })
  const { api } = await makeShopper(acme, [{ variantId, quantity: 6 }])
  const other = await makeShopper(acme, [{ variantId, quantity: 7 }])
  await other.api.checkout.place(await checkoutForm(other.api))
  await api.carts.accept()
  const { lines, changed } = await api.carts.current()
  expect(lines).toMatchObject([{ quantity: 3, unitPriceMinor: 2500n }])
  expect(changed).toBe(false)
  await archive(listId)
})

test('a list counts from its start until its end by the database’s clock, and open pages hear of both moments', async () => {
  const { variantId } = await makeVariant(acme)
  const listId = await activeList(
    variantId,
    { 1: 700n },
    { startsAtLocal: '2030-01-01T00:00', endsAtLocal: '2030-02-01T00:00' },
  )
  const api = await office()
  expect(await api.prices.byId({ listId })).toMatchObject({ phase: 'waiting', startsAtLocal: '2030-01-01T00:00' })
  expect((await api.prices.check({ variantId })).priceMinor).toBe(2500n)
  expect((await api.prices.check({ variantId, atLocal: '2030-01-01T00:00' })).priceMinor).toBe(700n)
  expect((await api.prices.check({ variantId, atLocal: '2030-02-01T00:00' })).priceMinor).toBe(2500n)
  const waiting = await acme.inTenant((tx) =>
    tx.job.findMany({ where: { tenantId: tx.tenantId, kind: 'prices.turn' } }),
  )
  const turns = waiting.filter(({ payload }) => (payload as { listId: string }).listId === listId)
  expect(turns.map(({ runAt }) => runAt.toISOString()).toSorted()).toEqual([
    '2029-12-31T23:00:00.000Z',
    '2030-01-31T23:00:00.000Z',
  ])
  await setStart(listId, -1)
  expect((await api.prices.check({ variantId })).priceMinor).toBe(700n)
  await archive(listId)
})

test('the job of a moment tells every open page of the shop, and its neighbour nothing', async () => {
  const superuser = createAuthPool(shops.database.urls.super)
  const heard = async (shop: TestShop) => {
    const { rows } = await superuser.query<{ count: number }>(
      "select count(*)::int as count from outbox_events where tenant_id = $1 and name = 'prices.changed'",
      [shop.tenant.id],
    )
    return rows[0]!.count
  }
  const before = [await heard(acme), await heard(globex)]
  await acme.inTenant(
    (tx) => tx.$executeRaw`
      insert into jobs (tenant_id, kind, payload, run_at)
      values (${tx.tenantId}::uuid, 'prices.turn', ${JSON.stringify({ listId: crypto.randomUUID() })}::jsonb, now())`,
  )
  await runJobs(acme, shops.filesDir)
  expect([await heard(acme), await heard(globex)]).toEqual([before[0]! + 1, before[1]])
  await superuser.end()
})

test('wall-clock times come back as they were typed, in any zone, but for the hour that summer time skips', async () => {
  const api = await office()
  const { listId } = await api.prices.create(fields())
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Tokyo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  )
  const times = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  await fc.assert(
    fc.asyncProperty(zones, times, async (zone, time) => {
      await acme.inTenant(
        (tx) => tx.$executeRaw`update tenants set time_zone = ${zone} where id = ${tx.tenantId}::uuid`,
      )
      const startsAtLocal = time.toISOString().slice(0, 16)
      const { version, name } = await api.prices.byId({ listId })
      await api.prices.save({ listId, version, name, priority: 0, startsAtLocal })
      const saved = (await api.prices.byId({ listId })).startsAtLocal
      const skipped = Date.parse(`${saved}Z`) - Date.parse(`${startsAtLocal}Z`)
      expect([0, 30, 60].map((minutes) => minutes * 60_000)).toContain(skipped)
      if (zone === 'Asia/Tokyo' || zone === 'Asia/Kathmandu') expect(skipped).toBe(0)
    }),
    { numRuns: 30 },
  )
  const inBerlin = async (startsAtLocal: string) => {
    await acme.inTenant(
      (tx) => tx.$executeRaw`update tenants set time_zone = 'Europe/Berlin' where id = ${tx.tenantId}::uuid`,
    )
    const { version, name } = await api.prices.byId({ listId })
    await api.prices.save({ listId, version, name, priority: 0, startsAtLocal })
    return (await api.prices.byId({ listId })).startsAt!.toISOString()
  }
  expect(await inBerlin('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
  expect(await inBerlin('2026-10-25T02:30')).toBe('2026-10-25T01:30:00.000Z')
})

test('what is wrong is told at its field, and nothing of it is written', async () => {
  const api = await office()
  const { variantId } = await makeVariant(acme)
  const wrong = fields({ startsAtLocal: '2030-02-01T00:00', endsAtLocal: '2030-01-01T00:00' })
  expect(await api.prices.create(wrong).catch(fieldsOf)).toHaveProperty('endsAtLocal')
  expect(await api.prices.create(fields({ startsAtLocal: '2030-02-31T00:00' })).catch(fieldsOf)).toHaveProperty(
    'startsAtLocal',
  )
  expect(await api.prices.create(fields({ percentOffBp: 10_001 })).catch(fieldsOf)).toHaveProperty('percentOffBp')
  const name = `Twice ${crypto.randomUUID()}`
  const { listId } = await api.prices.create(fields({ name }))
  expect(await api.prices.create(fields({ name })).catch(fieldsOf)).toHaveProperty('name')
  const entries = [
    { variantId, minQuantity: 1, priceMinor: 100n },
    { variantId: crypto.randomUUID(), minQuantity: 1, priceMinor: 100n },
  ]
  expect(await api.prices.setEntries({ listId, entries }).catch(codeOf)).toBe('not_found')
  expect((await api.prices.entries({ listId })).rows).toEqual([])
})

test('prices of a list are set, changed and taken out; what stays as it is leaves no trace', async () => {
  const api = await office()
  const { variantId } = await makeVariant(acme)
  const { listId } = await api.prices.create(fields())
  const set = (minQuantity: number, priceMinor: bigint | null) =>
    api.prices.setEntries({ listId, entries: [{ variantId, minQuantity, priceMinor }] })
  expect((await set(1, 2000n)).changed).toBe(1)
  expect((await set(1, 2000n)).changed).toBe(0)
  await set(10, 1500n)
  const { rows, quantities } = await api.prices.entries({ listId })
  expect(rows).toMatchObject([{ variantId, basePriceMinor: 2500n, prices: [{ minQuantity: 1 }, { minQuantity: 10 }] }])
  expect(quantities).toEqual([1, 10])
  await set(1, null)
  expect((await api.prices.entries({ listId })).quantities).toEqual([10])
})

test('the neighbour shop sees no list and no group, changes none, and cannot price our variants', async () => {
  const { variantId } = await makeVariant(acme)
  const listId = await activeList(variantId, { 1: 100n })
  const api = await globex.as({ role: 'owner' })
  expect(await api.prices.lists()).toEqual([])
  expect(await api.prices.byId({ listId }).catch(codeOf)).toBe('not_found')
  expect(await api.prices.setStatus({ listId, version: 3, status: 'archived' }).catch(codeOf)).toBe('not_found')
  const own = await api.prices.create(fields())
  const entries = [{ variantId, minQuantity: 1, priceMinor: 1n }]
  expect(await api.prices.setEntries({ listId: own.listId, entries }).catch(codeOf)).toBe('not_found')
  expect((await (await office()).prices.check({ variantId })).priceMinor).toBe(100n)
  await archive(listId)
})
