import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { canReadFile } from '../basics/index.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { makeOrder, type TestOrder } from '../testing/order.ts'

let shops: TestShops
let acme: TestShop
let order: TestOrder

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  acme = shops.acme
  order = await makeOrder(acme)
})
afterAll(() => shops.close())

const PIXEL = new Uint8Array(
  await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer(),
)
const guest = () => acme.as('guest')
const support = () => acme.as({ role: 'support' })
const complain = async (more: object = {}, of = order) =>
  (await guest()).service.open({
    orderToken: of.publicToken,
    category: 'damaged',
    message: 'The handle is broken off.',
    ...more,
  })
/** The newest event of a name on its way, read as the relay does; souk_app can only leave events. */
async function newestEvent(name: string) {
  const client = new pg.Client({ connectionString: shops.database.urls.super })
  await client.connect()
  const { rows } = await client.query<{ topics: string[]; payload: Record<string, unknown> }>(
    'select topics, payload from outbox_events where name = $1 order by id desc limit 1',
    [name],
  )
  await client.end()
  return rows[0]!
}

test("a shopper with the order's token files a complaint with a picture; staff and the order hear of it", async () => {
  const { complaintId } = await complain({ pictures: [{ filename: 'broken.png', bytes: PIXEL }] })
  const thread = await (await support()).service.byId({ complaintId })
  expect(thread).toMatchObject({
    status: 'open',
    orderName: 'Ana Ruiz',
    messages: [{ authorKind: 'customer', files: [{ filename: 'broken.png', width: 1 }] }],
  })
  expect(await newestEvent('complaint.opened')).toMatchObject({
    topics: ['complaints', `order:${order.id}`],
    payload: { complaintId },
  })
})

test("an answer reaches the shopper's thread, a reply opens it again, and resolving asks for what was seen", async () => {
  const { complaintId } = await complain()
  const staff = await support()
  await staff.service.answer({ complaintId, message: 'A new one leaves today.' })
  const thread = async () =>
    (await (await guest()).service.ofToken({ orderToken: order.publicToken })).threads.find(
      ({ id }) => id === complaintId,
    )!
  expect(await thread()).toMatchObject({
    status: 'answered',
    messages: [{}, { authorKind: 'staff', body: 'A new one leaves today.' }],
  })
  expect((await newestEvent('complaint.answered')).topics).toEqual([
    'complaints',
    `complaint:${complaintId}`,
    `order:${order.id}`,
  ])
  const { version } = await (
    await guest()
  ).service.reply({ orderToken: order.publicToken, complaintId, message: 'Thank you' })
  expect((await thread()).status).toBe('open')
  await expect(staff.service.resolve({ complaintId, version: version - 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
  await staff.service.resolve({ complaintId, version })
  await expect(staff.service.answer({ complaintId, message: 'One more' })).rejects.toThrow('Reopen it first')
  await staff.service.reopen({ complaintId, version: version + 1 })
})

test('what is no picture, too many pictures, and too short a message are refused at their field; nothing is written', async () => {
  const count = () => support().then((api) => api.service.counts())
  const before = await count()
  const script = { filename: 'x.png', bytes: new TextEncoder().encode('<svg onload=alert(1)>') }
  await expect(complain({ pictures: [script] })).rejects.toMatchObject({
    cause: { fields: { pictures: expect.stringContaining('x.png') } },
  })
  await expect(
    complain({ pictures: Array.from({ length: 6 }, () => ({ filename: 'a.png', bytes: PIXEL })) }),
  ).rejects.toMatchObject({
    cause: { fields: { pictures: expect.any(String) } },
  })
  await expect(complain({ message: 'Bad' })).rejects.toMatchObject({
    cause: { fields: { message: expect.any(String) } },
  })
  expect(await count()).toEqual(before)
})

test("another order's token neither reads nor writes a thread, and one order holds five open complaints at most", async () => {
  const { complaintId } = await complain()
  const other = await makeOrder(acme)
  const api = await guest()
  await expect(
    api.service.reply({ orderToken: other.publicToken, complaintId, message: 'Mine?' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await api.service.ofToken({ orderToken: other.publicToken })).threads).toEqual([])
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => complain({}, other)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
})

test('a role without service, a guest and the neighbour see and answer nothing', async () => {
  const { complaintId } = await complain({}, await makeOrder(acme))
  const input = { complaintId, message: 'Hello' }
  await expect((await acme.as({ role: 'fulfilment' })).service.byId({ complaintId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect((await guest()).service.answer(input)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  const globex = await shops.globex.as({ role: 'owner' })
  await expect(globex.service.byId({ complaintId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(globex.service.answer(input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(
    (await shops.globex.as('guest')).service.ofToken({ orderToken: order.publicToken }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await globex.service.table({})).rows).toEqual([])
})

test("a picture is read by staff with service:read and with the order's token, by nobody else", async () => {
  const own = await makeOrder(acme)
  const { complaintId } = await complain({ pictures: [{ filename: 'a.png', bytes: PIXEL }] }, own)
  const { messages } = await (await support()).service.byId({ complaintId })
  const file = { id: messages[0]!.files[0]!.id, purpose: 'complaint' as const }
  const may = (reader: object) =>
    acme.inTenant((tx) => canReadFile(tx, file, { staff: null, customer: null, orderToken: null, ...reader }))
  expect(await may({ staff: { permissions: new Set(['service:read']) } })).toBe(true)
  expect(await may({ staff: { permissions: new Set(['orders:read']) } })).toBe(false)
  expect(await may({ orderToken: own.publicToken })).toBe(true)
  expect(await may({ orderToken: order.publicToken })).toBe(false)
  expect(await may({})).toBe(false)
})

test("the timeline of a complaint tells its own deeds alone, though they stand in its order's history too", async () => {
  const [first, second] = [await complain(), await complain({ message: 'And the lid.' })]
  const api = await support()
  await api.service.answer({ complaintId: first.complaintId, message: 'A new one is on its way.' })
  const deedsOf = async (subjectId: string) =>
    (await api.basics.talk.timeline({ subjectKind: 'complaint', subjectId })).rows.map(({ action }) => action)
  expect(await deedsOf(first.complaintId)).toEqual(['complaint.answered', 'complaint.opened'])
  expect(await deedsOf(second.complaintId)).toEqual(['complaint.opened'])
  const people = await api.basics.talk.people({ subjectKind: 'complaint', subjectId: second.complaintId })
  expect(people).toEqual([])
  const neighbour = await shops.globex.as({ role: 'owner' })
  const theirs = await neighbour.basics.talk.timeline({ subjectKind: 'complaint', subjectId: first.complaintId })
  expect(theirs.rows).toEqual([])
})
