import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { priceOrder } from '@souk/api/pricing'
import { createDb, type Db } from '@souk/db'
import { cloneDatabase, type TestDatabase } from '@souk/db/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readBigOptions } from '../seed/big/big-options.ts'
import { orderDays } from '../seed/big/order-days.ts'
import { createProgress } from '../seed/big/progress.ts'
import { seedBig, type BigDoors, type BigResult } from '../seed/big/seed-big.ts'

const SMALL = ['--products', '300', '--orders', '2000', '--until', '2026-11-01']
const told: string[] = []
const progress = createProgress({ write: (text) => told.push(text) })

let database: TestDatabase
let doors: BigDoors
let db: Db
let first: BigResult
const seeded = (...args: string[]) => seedBig(doors, readBigOptions([...SMALL, ...args]), progress)
beforeAll(async () => {
  database = await cloneDatabase(inject('postgres'))
  const { app, auth, owner } = database.urls
  const filesDir = mkdtempSync(join(tmpdir(), 'souk-big-'))
  doors = { databaseUrl: app, authUrl: auth, ownerUrl: owner, filesDir }
  db = createDb(app)
  first = await seeded('--slug', 'acme-big', '--seed', '7')
}, 60_000)
afterAll(async () => {
  await db.close()
  await database.drop()
  rmSync(doors.filesDir, { recursive: true, force: true })
})

/** How many rows a shop has in the tables that are named, by their count. */
const countsOf = (tenantId: string) =>
  db.inTenant(tenantId, async (tx) => {
    const where = { tenantId: tx.tenantId }
    return {
      products: await tx.product.count({ where }),
      variants: await tx.productVariant.count({ where }),
      orders: await tx.order.count({ where }),
      payments: await tx.payment.count({ where }),
      customers: await tx.customer.count({ where }),
    }
  })

test('a small big shop has exactly what was asked for, and its ledgers add up', async () => {
  expect(first.proofs.map(({ wrong }) => wrong)).toEqual([0, 0, 0, 0])
  expect(await countsOf(first.tenantId)).toEqual({
    products: 300,
    variants: 899,
    orders: 2000,
    payments: 2000,
    customers: 286,
  })
})

test('the same seed number makes the same shop, another number another one, each beside the other', async () => {
  const before = await countsOf(first.tenantId)
  const same = await seeded('--slug', 'globex-big', '--seed', '7')
  expect(same.checksum).toBe(first.checksum)
  expect(same.tenantId).not.toBe(first.tenantId)
  const other = await seeded('--slug', 'other-big', '--seed', '8')
  expect(other.checksum).not.toBe(first.checksum)
  expect(await countsOf(first.tenantId)).toEqual(before)
}, 60_000)

test('called again it goes on where it was, and adds nothing to what is whole', async () => {
  const again = await seeded('--slug', 'acme-big', '--seed', '7')
  expect(again).toEqual(first)
  const owner = new pg.Client({ connectionString: database.urls.super })
  await owner.connect()
  await owner.query("set session_replication_role = 'replica'")
  // What a run leaves that was stopped after the customers: no order, nothing on the shelves.
  for (const table of [
    'orders',
    'order_lines',
    'payments',
    'sandbox_charges',
    'refunds',
    'journal_entries',
    'journal_lines',
  ])
    await owner.query(`delete from ${pg.escapeIdentifier(table)} where tenant_id = $1`, [first.tenantId])
  for (const table of ['fulfillments', 'fulfillment_lines', 'allocations', 'stock_movements', 'document_numbers'])
    await owner.query(`delete from ${pg.escapeIdentifier(table)} where tenant_id = $1`, [first.tenantId])
  await owner.query('update stock_levels set on_hand = 0, allocated = 0 where tenant_id = $1', [first.tenantId])
  await owner.query("delete from audit_entries where tenant_id = $1 and subject_kind = 'order'", [first.tenantId])
  await owner.end()
  expect((await seeded('--slug', 'acme-big', '--seed', '7')).checksum).toBe(first.checksum)
}, 60_000)

test('a shop that was made of something else is left alone, and the sentence says of what', async () => {
  await expect(seeded('--slug', 'acme-big', '--seed', '9')).rejects.toThrow('--seed 7')
  expect(await countsOf(first.tenantId)).toMatchObject({ orders: 2000 })
})

test('its orders cost what the product itself would ask for them', async () => {
  const rows = await db.inTenant(first.tenantId, (tx) =>
    tx.order.findMany({
      where: { tenantId: tx.tenantId },
      include: { orderLineOrder: { orderBy: { position: 'asc' } } },
      take: 500,
    }),
  )
  for (const { orderLineOrder: lines, ...order } of rows) {
    const priced = priceOrder({
      pricesIncludeTax: true,
      taxRateBp: 1900,
      lines: lines.map(({ id, unitPriceMinor, quantity }) => ({
        key: id,
        unitPriceMinor,
        quantity,
        taxable: true,
      })),
      delivery: { priceMinor: 490n, freeFromMinor: 4900n },
    })
    expect(order).toMatchObject({
      subtotalMinor: priced.subtotalMinor,
      taxMinor: priced.taxMinor,
      totalMinor: priced.totalMinor,
    })
    expect(lines.map(({ taxMinor }) => taxMinor)).toEqual(priced.lines.map(({ taxMinor }) => taxMinor))
  }
})

test('orders follow the week and the season, rise over the months, and every state of an order is there', async () => {
  const days = orderDays({ orders: 1_000_000, until: new Date('2026-11-02T00:00:00Z') })
  expect(days.reduce((sum, { orders }) => sum + orders, 0)).toBe(1_000_000)
  const on = (date: string) => days.find(({ starts }) => starts.toISOString().startsWith(date))!.orders
  expect(on('2026-06-14')).toBeGreaterThan(on('2026-06-12') * 1.5)
  expect(on('2025-12-15')).toBeGreaterThan(on('2026-07-13') * 1.5)
  const states = await db.inTenant(first.tenantId, (tx) =>
    tx.order.groupBy({ by: ['status'], where: { tenantId: tx.tenantId }, _count: true }),
  )
  expect(states.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'closed', 'open'])
})

test('outside of a terminal the progress is plain lines with rate and time', () => {
  const orders = told.filter((line) => line.startsWith('Orders'))
  expect(orders.at(0)).toMatch(/^Orders {9}#{28} 2,000 of 2,000, [\d,]+\/s, in [\d.]+ s\n$/)
  expect(told.join('')).not.toContain('\u001b')
})

test('an option that is none is refused by its name', () => {
  expect(() => readBigOptions(['--produkte', '3'])).toThrow('--produkte is not understood')
  expect(() => readBigOptions(['--orders', 'many'])).toThrow('--orders many has to be a whole number')
  expect(() => readBigOptions(['--slug', 'Not an address'])).toThrow('is no address')
})
