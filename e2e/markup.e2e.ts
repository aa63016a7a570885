import type pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openPage } from './open-page.ts'
import { addressOf, shopRoutes } from './shop-routes.ts'
import { spoilShop } from './spoil-shop.ts'

// Everything that people wrote in a shop gets markup and script appended, and every page of it is opened: what looks like
// markup stays text, no script runs, and the policy has nothing to stop (A20).

const product = runningProduct()
const kumo = product.shopUrl('kumo')
const SPOILT = `"'><img src=x onerror=alert(1)></script><script>alert(1)</script>`
let superuser: pg.Client
let browser: Browser
let page: Page
let faults: string[]
let columns: string[]
let restore = async () => {}
let ids: Record<string, string>
const dialogs: string[] = []

beforeAll(async () => {
  superuser = await product.connect()
  browser = await launchBrowser()
  ;({ page, faults } = await openPage(browser, kumo))
  page.on('dialog', (dialog) => {
    dialogs.push(page.url())
    void dialog.dismiss()
  })
  await signIn(page, product, 'kumo', 'owner')
  const { rows } = await superuser.query<Record<string, string>>(
    `select t.id as tenant, (select id from orders where tenant_id = t.id limit 1) as orders,
       (select public_token from orders where tenant_id = t.id limit 1) as token,
       (select id from products where tenant_id = t.id and status = 'active' limit 1) as products,
       (select handle from products where tenant_id = t.id and status = 'active' limit 1) as product,
       (select handle from collections where tenant_id = t.id limit 1) as collection,
       (select id from collections where tenant_id = t.id limit 1) as collections,
       (select id from complaints where tenant_id = t.id limit 1) as complaints,
       (select id from customers where tenant_id = t.id limit 1) as customers,
       (select id from stored_files where tenant_id = t.id and purpose = 'product' limit 1) as media,
       (select id from brands where tenant_id = t.id limit 1) as brands,
       (select id from product_variants where tenant_id = t.id limit 1) as inventory
     from tenants t where t.slug = 'kumo'`,
  )
  ids = rows[0]!
  const spoilt = await spoilShop(superuser, ids.tenant!, SPOILT)
  ;({ columns, restore } = spoilt)
}, 60_000)
afterAll(async () => {
  await restore()
  await superuser.end()
  await browser.close()
})

function valueOf(route: string, name: string): string {
  if (name === 'token') return ids.token!
  if (name === 'handle') return route.includes('/collections/') ? ids.collection! : ids.product!
  if (name === 'records') return 'brands'
  if (name === 'kind') return 'products'
  if (name === 'policy') return 'returns'
  if (route.includes('[records')) return ids.brands!
  const kind = /\/(\w+)\/\[id\]/.exec(route)?.[1]
  return (kind && ids[kind]) || ids.products!
}

test('the markup stands in every kind of record', () => {
  expect(columns.length).toBeGreaterThan(35)
  for (const named of [
    'products.title',
    'orders.address',
    'audit_entries.changes',
    'complaint_messages.body',
    'stored_files.filename',
  ])
    expect(columns).toContain(named)
})

test('no page of the shop runs it, and the policy stops nothing', { timeout: 180_000 }, async () => {
  const addresses = shopRoutes()
    .filter((route) => !/sign-out|enter|json|\.csv|template|exports|api|media\/\[|robots|sitemap/.test(route))
    .map((route) => addressOf(route, valueOf))
  expect(addresses.length).toBeGreaterThan(45)
  let shown = 0
  const unanswered: string[] = []
  for (const address of addresses) {
    const answer = await page.goto(`${kumo}${address}`, { waitUntil: 'load' }).catch(() => null)
    if (!answer || answer.status() >= 500) unanswered.push(`${answer?.status()} ${address}`)
    if ((await page.locator('body').innerText()).includes('<img src=x onerror=alert(1)>')) shown++
    expect(await page.locator('img[src="x"]').count(), address).toBe(0)
  }
  expect(unanswered).toEqual([])
  // As text it is there for everyone to read; a walk over pages that show none of it would prove nothing.
  expect(shown).toBeGreaterThan(25)
  expect(dialogs).toEqual([])
  expect(faults).toEqual([])
})
