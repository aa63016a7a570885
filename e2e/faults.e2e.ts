import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { formShopper, type FormShopper } from './form-shopper.ts'
import { ledgerFaults, waitingEvents } from './ledgers.ts'
import * as office from './office.ts'
import { openLive, openPage, whenShown } from './open-page.ts'
import { shelfItem, type ShelfItem } from './shelf.ts'
import { buyer } from './shopper.ts'
import { order, pay, steadyShoppers } from './steady-shoppers.ts'

type Part = 'web' | 'worker' | 'realtime' | 'postgres'

const product = runningProduct()
const shopUrl = product.shopUrl('halden')
const started = new Date()
const LIMIT_MS = 60_000
let browser: Browser
let steady: ReturnType<typeof steadyShoppers>
let scarce: ShelfItem
let left = 5
const own = new Set<string>()
/** What stays open all the time: the staff's board and desk, a product and an order as shoppers look at them. */
let board: Page, desk: Page, shelf: Page, mine: Page
let follower: { shopper: FormShopper; token: string; page: string }

async function query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const db = await product.connect()
  return db
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => db.end())
}

async function unpaidOrder(): Promise<{ shopper: FormShopper; token: string; page: string; name: string }> {
  const who = buyer('Fault')
  own.add(who.email)
  const shopper = formShopper(product.ports.web, 'halden')
  return { shopper, name: who.name, ...(await order(shopper, scarce.variantId, who)) }
}

beforeAll(async () => {
  const db = await product.connect()
  scarce = await shelfItem(db, product, 'halden', left + 1)
  const plenty = [await shelfItem(db, product, 'halden', 900), await shelfItem(db, product, 'halden', 900)]
  await db.end()
  browser = await launchBrowser()
  const pages = await Promise.all(Array.from({ length: 4 }, () => openPage(browser, shopUrl)))
  ;[board, desk, shelf, mine] = pages.map(({ page }) => page) as [Page, Page, Page, Page]
  await office.signIn(board, product, 'halden', 'owner')
  await office.signIn(desk, product, 'halden', 'owner')
  const first = await unpaidOrder()
  follower = first
  await openLive(shelf, scarce.path)
  await openLive(mine, `/orders/${first.token}`)
  await office.openOrder(desk, first.name)
  await office.openBoard(board)
  // A page that was loaded anew would have forgotten this.
  for (const page of [board, desk, shelf, mine])
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
  steady = steadyShoppers(product.ports.web, 'halden', plenty)
})
afterAll(async () => {
  await browser?.close()
  await steady?.goHome().catch(() => {})
})

async function killAndWait(part: Part, times = 1): Promise<void> {
  const from = Date.now()
  for (let time = 1; time <= times; time++) {
    const pid = product.pid(part)
    product.kill(part)
    if (part === 'web') await changeUnderneath()
    if (time < times) await expect.poll(() => product.pid(part), { timeout: 20_000, interval: 20 }).not.toBe(pid)
    else await product.untilBack(part, pid)
  }
  console.log(`${part} was killed and is back after ${Date.now() - from} ms`)
}

/** News of everything that is on screen, come while nothing can be read anew: no page may give up because of it. */
async function changeUnderneath(): Promise<void> {
  await query(
    `insert into outbox_events (tenant_id, topics, name, payload)
     select $1, array['orders', 'order:' || id], 'order.changed', jsonb_build_object('orderId', id, 'version', version, 'what', 'payment')
     from orders where tenant_id = $1 and public_token = $2
     union all
     select $1, array['product:' || $3], 'product.changed', jsonb_build_object('productId', $3::text, 'version', 1)`,
    [scarce.tenantId, follower.token, scarce.productId],
  )
}

/** The next event reaches every open page by itself, none was loaded anew, and nothing was lost or doubled. */
async function expectRecovered(mineShows: string, deed: () => Promise<unknown>): Promise<void> {
  const from = Date.now()
  left -= 1
  const sold = whenShown(shelf, left === 1 ? 'Last one' : `Low: ${left} left`, '[role=status]', LIMIT_MS)
  const told = whenShown(mine, mineShows, 'h1, ol li p', LIMIT_MS)
  const { name } = await unpaidOrder()
  const card = whenShown(board, name, '[data-card]', LIMIT_MS)
  const after = async (moment: Promise<number>) => Math.max(0, (await moment) - from)
  await deed()
  console.log(
    `board ${await after(card)} ms, product page ${await after(sold)} ms, order page ${await after(told)} ms after the restart`,
  )
  for (const page of [board, desk, shelf, mine])
    expect(await page.evaluate(() => 'neverReloaded' in window), page.url()).toBe(true)
  for (const page of [board, desk, mine]) await expect.poll(() => dot(page), { timeout: 20_000 }).toBe('Live')
  await expectNothingLost()
}

const dot = async (page: Page): Promise<string | undefined> =>
  (await page.getByRole('status').allInnerTexts())
    .map((text) => text.trim())
    .find((text) => /^(Live|Reconn|Offline)/.test(text))

const byEmail = (one: { email: string }, other: { email: string }) => one.email.localeCompare(other.email)

async function expectNothingLost(): Promise<void> {
  const acknowledged = [...steady.acknowledged]
  expect(acknowledged.length).toBeGreaterThan(0)
  const found = await query<{ email: string; token: string }>(
    `select email, public_token as token from orders where email = any($1::text[])`,
    [acknowledged.map(({ email }) => email)],
  )
  expect(found.toSorted(byEmail)).toEqual(acknowledged.toSorted(byEmail))
  const db = await product.connect()
  expect(await ledgerFaults(db).finally(() => db.end())).toEqual([])
}

test('web is killed in the middle of purchases: nothing is lost or doubled, and every page goes on by itself', async () => {
  await expect.poll(() => steady.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(1)
  await killAndWait('web', 2)
  await expectRecovered('Thank you, Fault', () => pay(follower.shopper, follower.token, follower.page))
}, 120_000)

test('the worker is killed: the payment asked for is captured all the same', async () => {
  await killAndWait('worker')
  await expectRecovered('Being picked: Now', async () => {
    await office.capture(desk)
    await office.startPicking(desk)
  })
}, 120_000)

test('realtime dies as soon as it is back, again and again: the pages say that they reconnect, and then catch up', async () => {
  const says = whenShown(board, 'Reconnecting', '[role=status]', LIMIT_MS)
  await killAndWait('realtime', 4)
  await says
  await expectRecovered('Packed: Done', async () => {
    await office.pickAll(desk)
    await office.pack(desk)
  })
}, 120_000)

test('Postgres is killed: every part finds it again', async () => {
  await killAndWait('postgres')
  await expectRecovered('On its way: Now', () => office.ship(desk, 'DHL', '00340434161094099999'))
}, 120_000)

test('a page without a network says so, and is live again by itself', async () => {
  const context = board.context()
  await context.setOffline(true)
  await expect.poll(() => dot(board), { timeout: 20_000 }).toMatch(/^Offline since/)
  await context.setOffline(false)
  await expect.poll(() => dot(board), { timeout: 30_000 }).toBe('Live')
})

test('when all have gone home every order is there once, and every event has left', async () => {
  await steady.goHome()
  console.log(`${steady.paid.length} purchases went through while the parts were killed`)
  expect(steady.paid.toSorted(byEmail)).toEqual(steady.acknowledged.toSorted(byEmail))
  const waiting = async () => {
    const db = await product.connect()
    return waitingEvents(db).finally(() => db.end())
  }
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
  await expectNothingLost()
  const all = await query<{ email: string }>(`select email from orders where placed_at >= $1 order by email`, [started])
  expect(all.map(({ email }) => email)).toEqual([...steady.attempted, ...own].toSorted())
  const unsettled = await query(
    `select id, payment_status from orders where email = any($1::text[]) and payment_status <> 'authorized'`,
    [steady.paid.map(({ email }) => email)],
  )
  expect(unsettled).toEqual([])
  expect(await query(`select kind, error from jobs where status = 'failed' and created_at >= $1`, [started])).toEqual(
    [],
  )
}, 120_000)
