import type { Browser, Page } from 'playwright-core'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { ledgerFaults, ordersOf } from './ledgers.ts'
import * as office from './office.ts'
import { hearSockets, openLive, openPage, PHONE, whenShown } from './open-page.ts'
import { shelfItem } from './shelf.ts'
import * as shopper from './shopper.ts'

const product = runningProduct()
const shopUrl = product.shopUrl('halden')
let browser: Browser
let db: pg.Client
let board: Page
let neighbour: Page
let heardByNeighbour: string[]
let heardByBoard: string[]
const faults: string[][] = []

async function person(address: string, options?: Parameters<typeof openPage>[2]): Promise<Page> {
  const opened = await openPage(browser, address, options)
  faults.push(opened.faults)
  return opened.page
}

beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), product.connect()])
  ;[board, neighbour] = await Promise.all([person(shopUrl), person(product.shopUrl('kumo'))])
  await office.signIn(board, product, 'halden', 'owner')
  await office.signIn(neighbour, product, 'kumo', 'owner')
  heardByNeighbour = hearSockets(neighbour)
  heardByBoard = hearSockets(board)
  await office.openBoard(neighbour)
})
beforeEach(() => office.openBoard(board))
afterAll(async () => {
  await browser?.close()
  await db?.end()
})

test('the last unit: the order is on the board and "Sold out" on the other screen by themselves; then through to delivered and refunded', async () => {
  const item = await shelfItem(db, product, 'halden', 1)
  const [first, other] = await Promise.all([person(shopUrl), person(shopUrl, PHONE)])
  const picker = await person(shopUrl)
  await office.signIn(picker, product, 'halden', 'fulfilment')
  await openLive(other, item.path)
  expect(await other.getByRole('button', { name: 'Add to cart' }).isVisible()).toBe(true)
  expect(await other.getByText('Last one').isVisible()).toBe(true)
  const who = shopper.buyer('Mara')

  await first.goto(item.path)
  await shopper.putIntoCart(first)
  const seen = {
    board: whenShown(board, who.name, '[data-card]'),
    other: whenShown(other, 'Sold out', '[role=status]'),
  }
  await shopper.placeOrder(first, who)
  const [order] = await ordersOf(db, who.email)
  const { placedAtMs, id: orderId } = order!
  console.log(`order placed -> on the board: ${Math.round((await seen.board) - placedAtMs)} ms`)
  console.log(`order placed -> "Sold out" on the other page: ${Math.round((await seen.other) - placedAtMs)} ms`)
  expect(await other.getByRole('button', { name: 'Sold out' }).getAttribute('aria-disabled')).toBe('true')

  await shopper.approve(first)
  await shopper.expectHeadline(first, 'Thank you, Mara')
  // It waits for its payment no longer; how far down it stands in the next column depends on how many wait there.
  await office.cardOf(board.getByRole('region', { name: 'To pay' }), who.name).waitFor({ state: 'detached' })
  await fulfil(who.name, first, picker)
  await refund(board, first)
  expect(await ledgerFaults(db)).toEqual([])
  expect(await neighbour.locator('body').innerText()).not.toContain(who.name)
  expect(heardByBoard.join('\n')).toContain(orderId)
  expect(heardByNeighbour.join('\n')).not.toMatch(new RegExp(`${orderId}|${item.variantId}`))
})

/** Each step is pressed in the back office, and read on the shopper's page, which nobody touches. */
async function fulfil(name: string, page: Page, picker: Page): Promise<void> {
  await office.openOrder(board, name)
  await office.capture(board)
  await office.openOrder(picker, name)
  const shows = async (step: string, deed: () => Promise<unknown>) => {
    const shown = whenShown(page, step, 'ol li p')
    const from = Date.now()
    await deed()
    console.log(`${step} -> the shopper's page: ${(await shown) - from} ms after the press`)
  }
  await shows('Being picked: Now', () => office.startPicking(picker))
  await office.pickAll(picker)
  await shows('Packed: Done', () => office.pack(picker))
  await shows('On its way: Now', () => office.ship(picker, 'DHL', '00340434161094042557'))
  expect(await page.getByText('00340434161094042557').isVisible()).toBe(true)
  await shows('Delivered: Done', () => office.deliver(picker))
  await shopper.expectHeadline(page, 'Delivered')
  await board.getByText('Parcel delivered', { exact: true }).waitFor()
  const [owner, packer] = await Promise.all([nameOf('owner'), nameOf('fulfilment')])
  const told = await office.timeline(board)
  expect(told).toContain(`Asked for the payment by ${owner}`)
  for (const deed of ['Started picking', 'Picked units', 'Packed the parcel', 'Shipped the parcel', 'Parcel delivered'])
    expect(told).toContain(`${deed} by ${packer}`)
}

async function nameOf(role: string): Promise<string> {
  const { email } = product.signIns.find((one) => one.address.includes('halden') && one.role === role)!
  const { rows } = await db.query<{ name: string }>('select name from staff_accounts where email = $1', [email])
  return rows[0]!.name
}

async function refund(staff: Page, page: Page): Promise<void> {
  await staff.getByRole('link', { name: 'Refund' }).click()
  await staff.locator('[name="reason"]').fill('Arrived with a crack')
  const shown = whenShown(page, 'This order was refunded', 'h1')
  const from = Date.now()
  await staff.getByRole('button', { name: /^Refund \D*\d/ }).click()
  console.log(`refund -> the shopper's page: ${(await shown) - from} ms after the press`)
  await staff.getByText('Refund paid out', { exact: true }).waitFor()
}

test('a declined payment can be tried again, and the second try counts', async () => {
  const item = await shelfItem(db, product, 'halden', 3)
  const page = await person(shopUrl, PHONE)
  const who = shopper.buyer('Dana')
  await shopper.buy(page, item.path, who)
  await shopper.payBy(page, 'Decline')
  await shopper.expectHeadline(page, 'The payment did not go through')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForURL('**/sandbox/**')
  await shopper.approve(page)
  await shopper.expectHeadline(page, 'Thank you, Dana')
  expect((await ordersOf(db, who.email)).map(({ paymentStatus }) => paymentStatus)).toEqual(['authorized'])
})

test('a bank that asks for a code: a wrong one is told, the right one pays', async () => {
  const item = await shelfItem(db, product, 'halden', 3)
  const page = await person(shopUrl)
  await shopper.buy(page, item.path, shopper.buyer('Cleo'))
  await page.getByRole('button', { name: /^Approve after a code/ }).click()
  await page.locator('#code').fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('This is not the code. 2 tries left.').waitFor()
  await page.locator('#code').fill('123456')
  await shopper.payBy(page, 'Confirm')
  await shopper.expectHeadline(page, 'Thank you, Cleo')
})

test('a bank that answers late: the order page waits and then changes by itself', async () => {
  const item = await shelfItem(db, product, 'halden', 3)
  const page = await person(shopUrl, PHONE)
  await shopper.buy(page, item.path, shopper.buyer('Lena'))
  await shopper.payBy(page, /^Approve with a delay/)
  expect(await shopper.headline(page)).toBe('Waiting for your bank')
  const from = Date.now()
  console.log(
    `late webhook -> order page: ${(await whenShown(page, 'Thank you, Lena', 'h1')) - from} ms after the page said that it waits`,
  )
})

test('a webhook that comes twice has one effect', async () => {
  const item = await shelfItem(db, product, 'halden', 3)
  const page = await person(shopUrl)
  const who = shopper.buyer('Toma')
  await shopper.buy(page, item.path, who)
  await shopper.payBy(page, /^Approve and tell the shop twice/)
  await shopper.expectHeadline(page, 'Thank you, Toma')
  const [order] = await ordersOf(db, who.email)
  const effects = async () => {
    const { rows } = await db.query(
      `select
         (select sum(received_count)::int from webhook_events w
            where w.payload::text like '%' || p.id || '%' or w.payload::text like '%' || p.provider_reference || '%') as received,
         (select count(*)::int from audit_entries a where a.subject_id = p.order_id and a.action = 'payment.authorized') as authorized,
         (select sum(a.quantity)::int from allocations a join order_lines l on l.id = a.order_line_id where l.order_id = p.order_id) as allocated,
         (select count(*)::int from stock_movements m join order_lines l on l.id = m.order_line_id where l.order_id = p.order_id) as movements
       from payments p where p.order_id = $1`,
      [order!.id],
    )
    return rows
  }
  await expect.poll(effects, { timeout: 20_000 }).toEqual([{ received: 2, authorized: 1, allocated: 1, movements: 1 }])
  expect(await ledgerFaults(db)).toEqual([])
})

test('an order cancelled before picking gives its unit back to the open product page', async () => {
  const item = await shelfItem(db, product, 'halden', 1)
  const [page, other] = await Promise.all([person(shopUrl, PHONE), person(shopUrl)])
  const who = shopper.buyer('Ines')
  await openLive(other, item.path)
  const soldOut = whenShown(other, 'Sold out', '[role=status]')
  await shopper.buy(page, item.path, who)
  await shopper.approve(page)
  await soldOut
  await office.openOrder(board, who.name)
  await board.getByRole('link', { name: 'Cancel order' }).click()
  const back = whenShown(other, 'Last one', '[role=status]')
  const told = whenShown(page, 'This order is cancelled', 'h1')
  const from = Date.now()
  await board.getByRole('button', { name: 'Cancel order' }).click()
  console.log(`cancelled -> the unit is back on the product page: ${(await back) - from} ms after the press`)
  await told
  await board.getByText('Cancelled the order', { exact: true }).waitFor()
  await other.getByRole('button', { name: 'Add to cart' }).waitFor()
  expect(await ledgerFaults(db)).toEqual([])
})

test('no page threw a fault, and the neighbour heard nothing at all', () => {
  expect(faults.flat()).toEqual([])
  expect(heardByBoard.some((frame) => frame.includes('"event"'))).toBe(true)
  expect(heardByNeighbour.some((frame) => frame.includes('"joined"'))).toBe(true)
  expect(heardByNeighbour.filter((frame) => frame.includes('"event"'))).toEqual([])
})
