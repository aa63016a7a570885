import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runningProduct } from '../test/running-product.ts'
import { formShopper, orderTokenOf, textOf } from './form-shopper.ts'
import { ledgerFaults, ordersOf } from './ledgers.ts'
import { shelfItem } from './shelf.ts'
import { buyer } from './shopper.ts'

const product = runningProduct()
const port = product.ports.web
let db: pg.Client

beforeAll(async () => {
  db = await product.connect()
})
afterAll(() => db?.end())

/** Shoppers who all stand before the Pay button with one unit each in the cart. */
async function shoppersAtThePayButton(count: number, variantId: string) {
  const waiting = []
  for (let number = 1; number <= count; number++) {
    const shopper = formShopper(port, 'halden')
    expect((await shopper.add(variantId)).status).toBe(303)
    const who = buyer(`Racer${number}`)
    waiting.push({ shopper, who, fields: await shopper.fillIn(who) })
  }
  return waiting
}

async function shelfOf(variantId: string) {
  const { rows } = await db.query(
    `select l.on_hand as "onHand", l.reserved, l.allocated,
       (select count(*)::int from order_lines o where o.variant_id = l.variant_id) as lines
     from stock_levels l where l.variant_id = $1`,
    [variantId],
  )
  return rows[0] as { onHand: number; reserved: number; allocated: number; lines: number }
}

test('fifty shoppers race for ten units: ten orders, forty clear refusals, exact ledgers', async () => {
  const item = await shelfItem(db, product, 'halden', 10)
  const before = await shelfOf(item.variantId)
  const racers = await shoppersAtThePayButton(50, item.variantId)

  const from = performance.now()
  const answers = await Promise.all(racers.map(({ shopper, fields }) => shopper.place(fields)))
  console.log(`50 shoppers pressed Pay at once; all were answered after ${Math.round(performance.now() - from)} ms`)

  const placed = answers.filter(({ status }) => status === 303)
  const refused = answers.filter(({ status }) => status === 409)
  expect({ placed: placed.length, refused: refused.length }).toEqual({ placed: 10, refused: 40 })
  for (const { body } of refused) expect(textOf(body)).toMatch(/sold out|only \d+ left/i)
  const counts = []
  for (const { who } of racers) counts.push((await ordersOf(db, who.email)).length)
  expect(counts).toEqual(answers.map(({ status }) => (status === 303 ? 1 : 0)))
  expect(await shelfOf(item.variantId)).toEqual({ ...before, reserved: 10, lines: before.lines + 10 })
  expect(await ledgerFaults(db)).toEqual([])

  for (const [at, { shopper }] of racers.entries())
    if (answers[at]!.status === 303)
      expect((await shopper.approve(String(answers[at]!.headers.location))).status).toBe(303)
  await expect.poll(() => shelfOf(item.variantId), { timeout: 20_000 }).toMatchObject({ reserved: 0, allocated: 10 })
  expect(await ledgerFaults(db)).toEqual([])
  const late = formShopper(port, 'halden')
  const tooLate = await late.add(item.variantId)
  expect(tooLate.status).toBe(409)
  expect(textOf(tooLate.body)).toMatch(/sold out/i)
})

test('one checkout sent fifty times at once is one order, and every answer leads to it (M03)', async () => {
  const item = await shelfItem(db, product, 'halden', 60)
  const [racer] = await shoppersAtThePayButton(1, item.variantId)
  const { shopper, who, fields } = racer!

  const answers = await Promise.all(Array.from({ length: 50 }, () => shopper.place(fields)))

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
  const orders = await ordersOf(db, who.email)
  expect(orders).toHaveLength(1)
  const tokens = new Set<string>()
  for (const answer of answers) tokens.add(await orderTokenOf(shopper, answer))
  expect([...tokens]).toEqual([orders[0]!.token])
  expect(await shelfOf(item.variantId)).toMatchObject({ reserved: 1, allocated: 0 })
  expect(await ledgerFaults(db)).toEqual([])
})

test('the same key with other contents places nothing, and the first order stays as it was (M04)', async () => {
  const item = await shelfItem(db, product, 'halden', 5)
  const [racer] = await shoppersAtThePayButton(1, item.variantId)
  const { shopper, who, fields } = racer!
  expect((await shopper.place(fields)).status).toBe(303)
  const other = buyer('Other')
  expect((await shopper.place({ ...fields, ...other })).status).toBeLessThan(500)
  expect(await ordersOf(db, other.email)).toEqual([])
  expect(await ordersOf(db, who.email)).toHaveLength(1)
  expect(await shelfOf(item.variantId)).toMatchObject({ reserved: 1, allocated: 0 })
})
