import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { makeOrder } from '../testing/order.ts'

let shops: TestShops
let customerId: string
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const rows = await shops.acme.inTenant(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      insert into customers (tenant_id, email, email_norm, name) values (${tx.tenantId}::uuid, 'Ana@x.example', 'ana@x.example', 'Ana')
      returning id`,
  )
  customerId = rows[0]!.id
})
afterAll(() => shops.close())

const notFound = { cause: { code: 'not_found', status: 404 } }
const forbidden = { cause: { code: 'forbidden', status: 403 } }

test('a customer is shown with the orders placed while signed in, and what they came to', async () => {
  const [mine] = [await makeOrder(shops.acme), await makeOrder(shops.acme)]
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
      update orders set customer_id = ${customerId}::uuid where tenant_id = ${tx.tenantId}::uuid and id = ${mine.id}::uuid`,
  )
  const { orders } = await shops.acme.as({ role: 'support' })
  const [only, ...others] = await orders.ofCustomer({ customerId })
  expect([only!.id, others]).toEqual([mine.id, []])
  expect(await orders.customer({ customerId })).toMatchObject({
    name: 'Ana',
    orders: 1,
    totalMinor: only!.totalMinor,
    addresses: [],
    groups: [],
  })
})

test('the neighbour finds no such customer, and who may not see customers is refused', async () => {
  const neighbour = await shops.globex.as({ role: 'owner' })
  await expect(neighbour.orders.customer({ customerId })).rejects.toMatchObject(notFound)
  expect(await neighbour.orders.ofCustomer({ customerId })).toEqual([])
  const packer = await shops.acme.as({ role: 'fulfilment' })
  await expect(packer.orders.customer({ customerId })).rejects.toMatchObject(forbidden)
})
