import type { Browser, Page } from 'playwright-core'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import * as office from './office.ts'
import { openLive, openPage, openReady, PHONE, whenShown } from './open-page.ts'
import { shelfItem, type ShelfItem } from './shelf.ts'
import * as shopper from './shopper.ts'

const product = runningProduct()
const shopUrl = product.shopUrl('halden')
let browser: Browser
let db: pg.Client
let owner: Page
const faults: string[][] = []

async function person(options?: Parameters<typeof openPage>[2]): Promise<Page> {
  const opened = await openPage(browser, shopUrl, options)
  faults.push(opened.faults)
  return opened.page
}

beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), product.connect()])
  owner = await person()
  await office.signIn(owner, product, 'halden', 'owner')
})
afterAll(async () => {
  await browser?.close()
  await db?.end()
})

const skuOf = async ({ variantId }: ShelfItem): Promise<string> => {
  const { rows } = await db.query<{ sku: string }>('select sku from product_variants where id = $1', [variantId])
  return rows[0]!.sku
}

/** A product on sale that was never on a shelf. */
async function newProduct({ tenantId }: ShelfItem, title: string): Promise<{ productId: string; path: string }> {
  const handle = `e2e-${crypto.randomUUID()}`
  const { rows } = await db.query<{ id: string }>(
    `with p as (insert into products (tenant_id, handle, title, status) values ($1, $2, $3, 'active') returning tenant_id, id)
     insert into product_variants (tenant_id, product_id, price_minor) select tenant_id, id, 9900 from p returning product_id as id`,
    [tenantId, handle, title],
  )
  return { productId: rows[0]!.id, path: `/products/${handle}` }
}

/** Moves a list's beginning, which the form takes to the minute, to a moment from now, with the word that is left for it. */
const beginSoon = async (listId: string): Promise<void> => {
  await db.query("update price_lists set starts_at = now() + interval '1 second' where id = $1", [listId])
  await db.query(
    "update jobs set run_at = now() + interval '1 second' where kind = 'prices.turn' and payload ->> 'listId' = $1",
    [listId],
  )
}

test('a price list that begins while a product’s page is open changes its price by itself, with its quantity break', async () => {
  const item = await shelfItem(db, product, 'halden', 30)
  const guest = await person(PHONE)
  await openLive(guest, item.path)

  await openReady(owner, '/admin/prices/new')
  const name = `Winter ${crypto.randomUUID().slice(0, 6)}`
  await owner.locator('[name="name"]').fill(name)
  await owner.locator('[name="startsAtLocal"]').fill('2035-01-01T08:00')
  await owner.getByRole('button', { name: 'Add price list' }).click()
  await owner.waitForURL(/\/admin\/prices\/[0-9a-f-]{36}$/)
  const listId = new URL(owner.url()).pathname.split('/').at(-1)!
  await openReady(owner, `/admin/prices/${listId}?find=${await skuOf(item)}&break=10`)
  await owner.locator(`[name="price.${item.variantId}.1"]`).fill('7.77')
  await owner.locator(`[name="price.${item.variantId}.10"]`).fill('6,66')
  await owner.getByRole('button', { name: 'Save prices' }).click()
  await owner.getByText('Prices saved').waitFor()
  await owner.getByRole('button', { name: 'Activate' }).click()
  await owner.getByText('Scheduled', { exact: true }).waitFor()
  expect(await guest.getByText('7.77').count()).toBe(0)

  const seen = [whenShown(guest, '7.77', 'main'), whenShown(owner, 'In force', 'main')]
  await beginSoon(listId)
  await Promise.all(seen)
  await guest.getByText('From 10').waitFor()
  expect(await guest.getByRole('list', { name: 'Price by quantity' }).innerText()).toContain('6.66')

  const who = shopper.buyer('Frida')
  await guest.goto(item.path)
  await shopper.putIntoCart(guest)
  await shopper.placeOrder(guest, who)
  await shopper.approve(guest)
  await office.openOrder(owner, who.name)
  await owner.getByText(name).waitFor()

  await openReady(owner, `/admin/prices/${listId}`)
  await owner.getByRole('button', { name: 'Archive' }).click()
  await owner.getByText('Archived', { exact: true }).waitFor()
})

test('a bundle is put together; bought, its parts leave the shelf, and a part’s own page shows it by itself', async () => {
  const [cup, pot] = [await shelfItem(db, product, 'halden', 5), await shelfItem(db, product, 'halden', 3)]
  const set = await newProduct(cup, 'Morning set')
  for (const part of [cup, pot]) {
    await openReady(owner, `/admin/products/${set.productId}/bundle?find=${await skuOf(part)}`)
    await owner
      .getByRole('button', { name: /^Add part/ })
      .first()
      .click()
    await owner.locator(`[name="quantity.${part.variantId}"]`).waitFor()
  }
  await owner.locator(`[name="quantity.${cup.variantId}"]`).fill('4')
  await owner.getByRole('button', { name: 'Save bundle' }).click()
  await owner.getByText('1 can be made now').waitFor()

  const [guest, other] = [await person(), await person(PHONE)]
  await openLive(other, cup.path)
  const seen = [whenShown(other, 'Last one', '[role=status]'), whenShown(owner, '0 can be made now', 'main')]
  const who = shopper.buyer('Linus')
  await openLive(guest, set.path)
  await shopper.putIntoCart(guest)
  await shopper.placeOrder(guest, who)
  await Promise.all(seen)
  await shopper.approve(guest)

  await office.openOrder(owner, who.name)
  await office.capture(owner)
  await office.startPicking(owner)
  expect(await owner.getByText('Part of Morning set').count()).toBe(2)
  await office.pickAll(owner)
  await office.pack(owner)
  await office.ship(owner, 'DHL', 'JD77')
  const { rows } = await db.query<{ onHand: number }>(
    'select on_hand - safety_stock as "onHand" from stock_levels where variant_id = any($1::uuid[]) order by 1',
    [[cup.variantId, pot.variantId]],
  )
  expect(rows.map(({ onHand }) => onHand)).toEqual([1, 2])
})

test('no page of these journeys threw a fault', () => {
  expect(faults.flat()).toEqual([])
})
