import { openCustomerSession } from '@souk/api/identity'
import type { TestShop } from '@souk/api/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Realtime } from './realtime.ts'
import { openStage, tellOrder, type Stage } from './testing.ts'

const TOKEN = { acme: 'a'.repeat(32), globex: 'g'.repeat(32) }
type Records = Record<'active' | 'draft' | 'order' | 'ownOrder' | 'complaint' | 'job' | 'customer', string>
let stage: Stage
let realtime: Realtime
let acme: Records
let globex: Records

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
  acme = await fill(stage.shops.acme, TOKEN.acme)
  globex = await fill(stage.shops.globex, TOKEN.globex)
})
afterAll(() => stage.close())

const fill = (shop: TestShop, publicToken: string): Promise<Records> =>
  shop.inTenant(async (tx) => {
    const tenantId = tx.tenantId
    const product = async (status: string) =>
      (await tx.product.create({ data: { tenantId, handle: status, title: status, status } })).id
    const customer = { tenantId, email: 'c@example.com', emailNorm: 'c@example.com', name: 'C', passwordHash: '-' }
    const customerId = (await tx.customer.create({ data: customer })).id
    const money = { currency: 'EUR', subtotalMinor: 0n, deliveryMinor: 0n, taxMinor: 0n, totalMinor: 0n }
    const about = { email: 'g@example.com', name: 'G', address: {}, pricesIncludeTax: true, deliveryName: 'Post' }
    const order = async (number: bigint, token: string, owner: string | null) =>
      (
        await tx.order.create({
          data: {
            tenantId,
            number,
            publicToken: token,
            customerId: owner,
            paymentProvider: 'sandbox',
            ...money,
            ...about,
          },
        })
      ).id
    const orderId = await order(1n, publicToken, null)
    const complaint = { tenantId, number: 1n, orderId, category: 'damaged', subject: 'Broken' }
    return {
      active: await product('active'),
      draft: await product('draft'),
      order: orderId,
      ownOrder: await order(2n, `x${publicToken.slice(1)}`, customerId),
      complaint: (await tx.complaint.create({ data: complaint })).id,
      job: (await tx.job.create({ data: { tenantId, kind: 'import' } })).id,
      customer: customerId,
    }
  })

const topicsOf = (records: Records) => [
  'orders',
  'complaints',
  'products',
  'stock',
  'staff',
  `product:${records.active}`,
  `product:${records.draft}`,
  `order:${records.order}`,
  `order:${records.ownOrder}`,
  `complaint:${records.complaint}`,
  `job:${records.job}`,
]
const proof = (records: Records, token: string) => ({ proofs: [{ orderId: records.order, token }] })

const many = (count: number) => Array.from({ length: count }, () => `product:${crypto.randomUUID()}`)

async function joinedBy(headers: Record<string, string>, topics: string[], more = {}): Promise<string[]> {
  const client = await stage.connect(realtime, headers)
  const answer = await client.subscribe(topics, more)
  client.close()
  if (!answer.ok) throw new Error(answer.error)
  expect([...answer.joined, ...answer.refused].toSorted()).toEqual(topics.toSorted())
  return answer.joined.toSorted()
}
const guest = () => stage.headers(stage.shops.acme)

test('a guest hears of what is on sale and nothing else', async () => {
  expect(await joinedBy(await guest(), topicsOf(acme))).toEqual([`product:${acme.active}`])
})

test("a guest with the order's token hears of that order and its complaint; with a wrong one, of neither", async () => {
  const right = [`complaint:${acme.complaint}`, `order:${acme.order}`, `product:${acme.active}`]
  expect(await joinedBy(await guest(), topicsOf(acme), proof(acme, TOKEN.acme))).toEqual(right)
  expect(await joinedBy(await guest(), topicsOf(acme), proof(acme, 'b'.repeat(32)))).toEqual([`product:${acme.active}`])
  const other = { proofs: [{ orderId: acme.ownOrder, token: TOKEN.acme }] }
  expect(await joinedBy(await guest(), [`order:${acme.ownOrder}`, `order:${acme.order}`], other)).toEqual([])
})

test('a customer hears of the own orders alone', async () => {
  const { tenant } = stage.shops.acme
  const facts = { ip: null, userAgent: null }
  const token = await openCustomerSession(stage.shops.db.inTenant, tenant.id, acme.customer, facts)
  const headers = { ...(await guest()), cookie: `souk_customer=${token}` }
  expect(await joinedBy(headers, topicsOf(acme))).toEqual(
    [`order:${acme.ownOrder}`, `product:${acme.active}`].toSorted(),
  )
})

test.each([
  ['owner', () => topicsOf(acme)],
  ['accountant', () => ['orders', `order:${acme.order}`, `order:${acme.ownOrder}`, `product:${acme.active}`]],
  ['catalog', () => ['products', 'stock', `product:${acme.active}`, `product:${acme.draft}`, `job:${acme.job}`]],
])('a member hears what the role may see: %s', async (role, topics) => {
  expect(await joinedBy(await stage.headers(stage.shops.acme, role), topicsOf(acme))).toEqual(topics().toSorted())
})

test('no one joins a topic about a record of another tenant, not the owner, not with its token (RC-07)', async () => {
  const foreign = topicsOf(globex).filter((topic) => topic.includes(':'))
  const owner = await stage.headers(stage.shops.acme, 'owner')
  expect(await joinedBy(owner, foreign, proof(globex, TOKEN.globex))).toEqual([])
  expect(await joinedBy(await guest(), foreign, proof(globex, TOKEN.globex))).toEqual([])
})

test('a name that is a room, a pattern or nothing joins nothing (RC-07)', async () => {
  const id = stage.shops.globex.tenant.id
  const made = [
    `t:${id}:orders`,
    `${id}:orders`,
    'orders ',
    'ORDERS',
    '*',
    '',
    '__proto__',
    'constructor',
    `beat:${id}`,
    `order:${acme.order.toUpperCase()}`,
    `order:${acme.order}:x`,
    'order:',
    'job:*',
    'toString',
  ]
  expect(await joinedBy(await stage.headers(stage.shops.acme, 'owner'), made)).toEqual([])
})

test('a cookie of one shop opens nothing on the host of another (A06)', async () => {
  const { cookie } = await stage.headers(stage.shops.globex, 'owner')
  const swapped = { ...(await guest()), cookie: cookie! }
  expect(await joinedBy(swapped, ['orders', 'staff'])).toEqual([])
})

test('a refused topic is not heard, though the same socket hears others', async () => {
  const client = await stage.connect(realtime, await guest())
  await client.subscribe(['orders', `order:${acme.order}`, `product:${acme.active}`])
  await stage.shops.acme.inTenant(async (tx) => tellOrder(tx, acme.order))
  await pause(400)
  expect(client.events).toEqual([])
})

test('a hundred topics are the most a socket may hold, and proofs are bounded too', async () => {
  const client = await stage.connect(realtime, await guest())
  expect(await client.subscribe(many(101))).toEqual({ ok: false, error: 'malformed' })
  expect(await client.subscribe([`product:${acme.active}`])).toMatchObject({ ok: true })
  expect(await client.subscribe(many(100))).toEqual({ ok: false, error: 'too_many' })
})
