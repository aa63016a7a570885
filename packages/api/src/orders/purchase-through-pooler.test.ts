import { setTimeout as pause } from 'node:timers/promises'
import { createAuthPool } from '@souk/db'
import { startPgbouncer } from '@souk/db/testing'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findStockViolations } from '../inventory/index.ts'
import { findUnbalancedEntries } from '../ledger/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'
import { checkoutForm, makeShopper, makeVariant, placeAndPay } from '../testing/shopper.ts'
import { openWebhookDoor } from '../testing/webhook-door.ts'

const { path, reason } = inject('pgbouncer')

describe.skipIf(!path)(`through PgBouncer with one connection for all${reason ? `: ${reason}` : ''}`, () => {
  let pooler: Awaited<ReturnType<typeof startPgbouncer>>
  let shops: TestShops

  beforeAll(async () => {
    pooler = await startPgbouncer(path!, inject('postgres'), 1)
    shops = await openTestShops({ ...inject('postgres'), poolerPort: pooler.port })
  })
  afterAll(async () => {
    await shops?.close()
    await pooler?.stop()
  })

  /** What souk_app's one connection still knows, asked through the pooler outside any transaction. */
  async function leftBehind() {
    const pool = createAuthPool(shops.database.urls.app, 1)
    const { rows } = await pool.query(
      `select coalesce(current_setting('app.tenant_id', true), '') as tenant, (select count(*)::int from orders) as orders,
         (select count(*)::int from pg_prepared_statements where not from_sql) as prepared`,
    )
    await pool.end()
    return rows
  }

  async function exact() {
    for (const shop of [shops.acme, shops.globex]) {
      expect(await shop.inTenant(findStockViolations)).toEqual([])
      expect(await shop.inTenant(findUnbalancedEntries)).toEqual([])
    }
    expect(await leftBehind()).toEqual([{ tenant: '', orders: 0, prepared: 0 }])
  }

  test('a purchase goes from the cart to the captured payment and the parcel (T20)', async () => {
    const { acme } = shops
    const door = await openWebhookDoor(acme)
    const { variantId } = await makeVariant(acme, { onHand: 3 })
    const { api } = await makeShopper(acme, [{ variantId, quantity: 2 }], { request: door.request })
    const order = await placeAndPay(api)
    await api.sandbox.decide({ reference: order.reference, decision: { deed: 'approve', tell: 'once' } })
    await runJobs(acme, shops.filesDir)
    expect((await api.checkout.order({ token: order.token })).paymentStatus).toBe('authorized')
    const manager = await acme.as({ role: 'manager' })
    const { orderId } = order
    const { version } = await manager.orders.byId({ orderId })
    await manager.orders.capture({ orderId, version })
    await runJobs(acme, shops.filesDir)
    const paid = await manager.orders.byId({ orderId })
    expect(paid.paymentStatus).toBe('paid')
    const packer = await acme.as({ role: 'fulfilment' })
    await packer.fulfillment.startPicking({ orderId, version: paid.version })
    expect(await packer.fulfillment.ofOrder({ orderId })).toHaveLength(1)
    await door.close()
    await exact()
  })

  test('shoppers of two shops race for the last units: each shop sells what it has, to its own (T20, M01)', async () => {
    const races = []
    for (const [shop, country] of [
      [shops.acme, 'DE'],
      [shops.globex, 'JP'],
    ] as const) {
      const { variantId } = await makeVariant(shop, { onHand: 3, priceMinor: 2500n })
      for (let n = 0; n < 8; n++) {
        const { api } = await makeShopper(shop, [{ variantId, quantity: 1 }])
        races.push({ shop, variantId, api, form: await checkoutForm(api, country) })
      }
    }
    const answers = await Promise.allSettled(
      races.map(async ({ api, form }) => {
        await pause(Math.random() * 10)
        return api.checkout.place(form)
      }),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
    for (const { shop, variantId } of [races[0]!, races.at(-1)!]) {
      const sold = await shop.inTenant((tx) => tx.orderLine.count({ where: { tenantId: tx.tenantId, variantId } }))
      expect(sold).toBe(3)
    }
    await exact()
  })
})
