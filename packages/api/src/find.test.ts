import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from './testing/index.ts'
import { makeOrder, type TestOrder } from './testing/order.ts'

let shops: TestShops
let order: TestOrder
let productId: string

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const owner = await shops.acme.as({ role: 'owner' })
  order = await makeOrder(shops.acme)
  await makeOrder(shops.globex)
  const product = await owner.catalog.products.create({ title: 'Zephyr vase', priceMinor: 100n, status: 'active' })
  productId = product.productId
  await shops.acme.inTenant(async (tx) => {
    await tx.$executeRaw`
      update product_variants set sku = 'ZPH-0042', barcode = '4006381333931'
      where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid`
    await tx.$executeRaw`
      insert into customers (tenant_id, email, email_norm, name)
      values (${tx.tenantId}::uuid, 'zora@lindt.example', 'zora@lindt.example', 'Zora Lindt')`
  })
})
afterAll(() => shops.close())

const find = async (q: string, role: 'owner' | 'fulfilment' | 'support' | 'catalog' = 'owner', shop = shops.acme) =>
  (await shop.as({ role })).find.anything({ q })

test('a product is found by a part of its title, its SKU, its barcode and its id', async () => {
  for (const q of ['zephyr', 'ZPH-0042', '4006381333931', productId])
    expect(await find(q), q).toContainEqual(
      expect.objectContaining({ kind: 'products', id: productId, title: 'Zephyr vase' }),
    )
})

test('an order is found by its number, with and without its sign, and by its id', async () => {
  const rows = await shops.acme.inTenant(
    (tx) => tx.$queryRaw<{ number: bigint }[]>`
    select number from orders where tenant_id = ${tx.tenantId}::uuid and id = ${order.id}::uuid`,
  )
  const number = String(rows[0]!.number)
  for (const q of [`#${number}`, order.id])
    expect(await find(q), q).toContainEqual(expect.objectContaining({ kind: 'orders', id: order.id, title: number }))
})

test('a customer is found by name and by e-mail', async () => {
  for (const q of ['lindt', 'zora@lindt'])
    expect(await find(q), q).toContainEqual(expect.objectContaining({ kind: 'customers', title: 'Zora Lindt' }))
})

test('each kind answers only to those who may see it', async () => {
  expect((await find('lindt', 'catalog')).map(({ kind }) => kind)).not.toContain('customers')
  expect((await find(order.id, 'catalog')).map(({ kind }) => kind)).toEqual([])
})

test('the neighbour finds nothing of this shop, by no word and by no id', async () => {
  for (const q of ['zephyr', 'ZPH-0042', 'lindt', productId, order.id])
    expect(await find(q, 'owner', shops.globex)).toEqual([])
})

test('a few of each kind are enough, however many there are', async () => {
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    insert into customers (tenant_id, email, email_norm, name)
    select ${tx.tenantId}::uuid, 'many' || n || '@a.test', 'many' || n || '@a.test', 'Many Faces' from generate_series(1, 30) as n`,
  )
  expect(await find('many faces')).toHaveLength(5)
})

test('one letter is no question', async () => {
  await expect(find('z')).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
})
