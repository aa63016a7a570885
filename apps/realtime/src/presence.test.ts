import { emit } from '@souk/db'
import type { PresenceList, PresentPerson } from '@souk/events'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import type { Realtime } from './realtime.ts'
import { openStage, until, type Stage, type TestClient } from './testing.ts'

let stage: Stage
let realtime: Realtime
const clients: TestClient[] = []
const product = { acme: '', globex: '' }

beforeAll(async () => {
  stage = await openStage(inject('postgres'))
  realtime = await stage.start()
  for (const shop of ['acme', 'globex'] as const)
    product[shop] = await stage.shops[shop].inTenant(
      async (tx) => (await tx.product.create({ data: { tenantId: tx.tenantId, handle: 'vase', title: 'Vase' } })).id,
    )
})
afterAll(() => stage.close())
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

const topicOf = (shop: 'acme' | 'globex') => `office-product:${product[shop]}`

async function arrive(role: string | undefined, shop: 'acme' | 'globex' = 'acme', at = realtime) {
  const client = await stage.connect(at, await stage.headers(stage.shops[shop], role))
  clients.push(client)
  const lists: PresenceList[] = []
  client.socket.on('presence', (list) => void lists.push(list))
  const sees = (): PresentPerson[] => lists.at(-1)?.people ?? []
  return {
    client,
    lists,
    sees,
    names: () =>
      sees()
        .map(({ name }) => name)
        .toSorted(),
  }
}
const say = ({ client }: { client: TestClient }, more: object = {}, topic = topicOf('acme')) =>
  client.socket.emit('presence', { topic, here: true, ...more })
const join = ({ client }: { client: TestClient }, topic = topicOf('acme')) => client.subscribe([topic])
/** Answers come in order on a socket, so what was said before this has been dealt with. */
const settled = ({ client }: { client: TestClient }) => client.subscribe([topicOf('acme')])

test('colleagues on the page of one record see each other and the field that is edited; leaving is seen at once', async () => {
  const [ana, ben] = [await arrive('catalog'), await arrive('manager')]
  await join(ana)
  await join(ben)
  say(ana)
  say(ben)
  await until(() => ana.names().join() === 'catalog,manager' && ben.names().join() === 'catalog,manager')
  say(ana, { field: 'price' })
  await until(() => ben.sees().some(({ name, field }) => name === 'catalog' && field === 'price'))
  say(ana, { here: false })
  await until(() => ben.names().join() === 'manager')
  say(ana)
  await until(() => ben.names().join() === 'catalog,manager')
  ana.client.close()
  await until(() => ben.names().join() === 'manager')
})

test('who falls silent has left after a while, though the connection stands', async () => {
  const hasty = await stage.start({ presenceMs: 90 })
  const [ana, ben] = [await arrive('catalog', 'acme', hasty), await arrive('manager', 'acme', hasty)]
  await join(ana)
  await join(ben)
  say(ana)
  await until(() => ben.names().join() === 'catalog')
  await until(() => ben.names().length === 0)
  expect(ana.client.socket.connected).toBe(true)
})

test('one who lost the right to see the record leaves its list with its room', async () => {
  const [ana, ben] = [await arrive('fulfilment'), await arrive('manager')]
  await join(ana)
  await join(ben)
  say(ana)
  await until(() => ben.names().includes('fulfilment'))
  await stage.shops.acme.inTenant(async (tx) => {
    const accountId = stage.shops.acme.memberId('fulfilment')
    await tx.membership.updateMany({ where: { tenantId: tx.tenantId, accountId }, data: { roleKey: 'accountant' } })
    emit(tx, { name: 'staff.changed', topics: ['staff'], payload: { accountId } })
  })
  await until(() => !ben.names().includes('fulfilment'))
  expect(ana.client.socket.connected).toBe(true)
})

test('a name cannot be claimed: who speaks is read from the session, and anything else in the word is refused', async () => {
  const [ana, ben] = [await arrive('catalog'), await arrive('manager')]
  await join(ana)
  await join(ben)
  say(ana, { name: 'Olga Owner' })
  say(ana, { accountId: stage.shops.acme.memberId('owner') })
  say(ana, { field: '<b>price</b>' })
  await settled(ana)
  expect(ben.names()).not.toContain('catalog')
  say(ana)
  await until(() => ben.names().includes('catalog'))
  expect(ben.names()).not.toContain('Olga Owner')
})

test('nobody is present where they may not be: not the neighbour, not a guest, not a role that cannot see it, not unjoined', async () => {
  const ben = await arrive('manager')
  await join(ben)
  const others = [
    await arrive('owner', 'globex'),
    await arrive(undefined),
    await arrive('accountant'),
    await arrive('catalog'),
  ]
  for (const one of others.slice(0, 3)) {
    const answer = await join(one)
    expect(answer).toMatchObject({ ok: true, joined: [], refused: [topicOf('acme')] })
  }
  for (const one of others) say(one)
  for (const one of others.slice(0, 3)) await settled(one)
  say(ben)
  await until(() => ben.names().includes('manager'))
  expect(new Set(ben.names())).toEqual(new Set(['manager']))
  expect(others.slice(0, 3).flatMap(({ lists }) => lists)).toEqual([])
})

test('two shops with a record each: neither hears of the people of the other', async () => {
  const [here, there] = [await arrive('owner'), await arrive('owner', 'globex')]
  await join(here)
  await join(there, topicOf('globex'))
  say(here)
  say(there, {}, topicOf('globex'))
  await until(() => here.sees().length > 0 && there.sees().length > 0)
  expect(here.lists.every(({ topic }) => topic === topicOf('acme'))).toBe(true)
  expect(there.sees().map(({ accountId }) => accountId)).toEqual([stage.shops.globex.memberId('owner')])
})
