import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from './testing/index.ts'
import { makeOrder } from './testing/order.ts'
import { runJobs } from './testing/run-jobs.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const jobs = (shop = shops.acme) => runJobs(shop, shops.filesDir)

/** Two complaints of an order of their own, the second one resolved. */
async function complaints(shop: TestShop): Promise<[string, string]> {
  const { publicToken: orderToken } = await makeOrder(shop)
  const guest = await shop.as('guest')
  const open = async () =>
    (await guest.service.open({ orderToken, category: 'damaged', message: 'The handle is broken off.', pictures: [] }))
      .complaintId
  const ids: [string, string] = [await open(), await open()]
  await (await shop.as({ role: 'support' })).service.resolve({ complaintId: ids[1], version: 1 })
  return ids
}

test('complaints are resolved and reopened together, and an undo leads back to where each stood', async () => {
  const ids = await complaints(shops.acme)
  const { bulk, service } = await shops.acme.as({ role: 'support' })
  const statuses = async () => Promise.all(ids.map(async (complaintId) => (await service.byId({ complaintId })).status))
  const resolve = { action: 'complaints.settle', list: 'complaints', input: { deed: 'resolve' }, selection: { ids } }
  expect(await bulk.preview(resolve)).toMatchObject({ change: 1, reasons: [{ reason: 'unchanged', count: 1 }] })
  const { runId } = await bulk.start(resolve)
  await jobs()
  expect(await statuses()).toEqual(['resolved', 'resolved'])
  await bulk.undo({ runId })
  await jobs()
  expect(await statuses()).toEqual(['open', 'resolved'])
  const reopen = { ...resolve, input: { deed: 'reopen' } }
  expect(await bulk.preview(reopen)).toMatchObject({ change: 1, reasons: [{ reason: 'not_resolved', count: 1 }] })
})

test('complaints are given only to somebody who may answer them', async () => {
  const ids = await complaints(shops.acme)
  const { bulk, basics } = await shops.acme.as({ role: 'support' })
  const people = await basics.talk.colleagues({ subjectKind: 'complaint' })
  const ask = (accountId: string | null) => ({
    action: 'complaints.assign',
    list: 'complaints',
    input: { accountId },
    selection: { ids },
  })
  await expect(bulk.preview(ask(crypto.randomUUID()))).rejects.toMatchObject(refused('invalid_input', 422))
  expect(await bulk.preview(ask(people[0]!.id))).toMatchObject({ change: 2 })
  expect(await bulk.preview(ask(null))).toMatchObject({ change: 0 })
})

test('customers go into a group and out of it, and an undo takes out only those that the run put in', async () => {
  const ids = await shops.acme.inTenant(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      insert into customers (tenant_id, name, email, email_norm) select ${tx.tenantId}::uuid, 'Ana ' || n, n || '@group.example', n || '@group.example'
      from generate_series(1, 3) as n returning id`
    return rows.map(({ id }) => id)
  })
  const { bulk, prices } = await shops.acme.as({ role: 'owner' })
  const { groupId } = await prices.groups.create({ name: 'Trade' })
  await prices.groups.add({ groupId, email: '1@group.example' })
  const ask = { action: 'customers.group', list: 'customers', input: { groupId, how: 'add' }, selection: { ids } }
  expect(await bulk.preview(ask)).toMatchObject({ change: 2, skip: 1 })
  const { runId } = await bulk.start(ask)
  await jobs()
  expect(await prices.groups.members({ groupId })).toHaveLength(3)
  await bulk.undo({ runId })
  await jobs()
  expect(await prices.groups.members({ groupId })).toMatchObject([{ email: '1@group.example' }])
})

test('collections are hidden together and shown again by the undo', async () => {
  const { bulk, catalog } = await shops.acme.as({ role: 'catalog' })
  const { collectionId } = await catalog.collections.create({
    title: 'Winter',
    descriptionHtml: '',
    status: 'active',
    rule: null,
  })
  const ask = {
    action: 'collections.status',
    list: 'collections',
    input: { status: 'hidden' },
    selection: { ids: [collectionId] },
  }
  const { runId } = await bulk.start(ask)
  await jobs()
  const status = async () => (await catalog.collections.table({})).rows.find(({ id }) => id === collectionId)?.status
  expect(await status()).toBe('hidden')
  await bulk.undo({ runId })
  await jobs()
  expect(await status()).toBe('active')
})

test("nothing of the neighbour's is meant, and who may not change a thing cannot change many", async () => {
  const ids = await complaints(shops.acme)
  const neighbour = await shops.globex.as({ role: 'owner' })
  const resolve = { action: 'complaints.settle', list: 'complaints', input: { deed: 'resolve' }, selection: { ids } }
  expect(await neighbour.bulk.preview(resolve)).toMatchObject({ change: 0 })
  const { groupId } = await (await shops.acme.as({ role: 'owner' })).prices.groups.create({ name: 'Friends' })
  const group = { action: 'customers.group', list: 'customers', input: { groupId, how: 'add' }, selection: { ids } }
  await expect(neighbour.bulk.preview(group)).rejects.toMatchObject(refused('not_found', 404))
  const { bulk } = await shops.acme.as({ role: 'catalog' })
  await expect(bulk.preview(resolve)).rejects.toMatchObject(refused('forbidden', 403))
})
