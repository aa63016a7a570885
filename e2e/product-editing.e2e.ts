import type pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { keepPicture, m, PHONE_DARK_ARABIC } from './looks.ts'
import { openLive, openPage } from './open-page.ts'
import { shelfItem } from './shelf.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const mark = Math.random().toString(36).slice(2, 7)
const [MARA, ELIF] = ['Mara Solheim', 'Elif Aydin']
const faults: string[][] = []
let browser: Browser
let db: pg.Client
let productId: string
let path: string
let mara: Page
let elif: Page

const SET_ROLE = `update memberships m set role_key = $1 from tenants t
  where t.id = m.tenant_id and t.slug = 'halden' and m.email = 'elif@halden.example'`

beforeAll(async () => {
  browser = await launchBrowser()
  db = await product.connect()
  ;({ productId } = await shelfItem(db, product, 'halden', 4))
  path = `/admin/products/${productId}`
  // For this journey the colleague from support keeps the catalogue as well.
  await db.query(SET_ROLE, ['manager'])
  mara = await person('owner')
  elif = await person('support')
})
afterAll(async () => {
  await db.query(SET_ROLE, ['support'])
  await db.end()
  await browser.close()
  expect(faults.flat()).toEqual([])
})

async function person(role: 'owner' | 'support'): Promise<Page> {
  const opened = await openPage(browser, halden)
  faults.push(opened.faults)
  await signIn(opened.page, product, 'halden', role)
  return opened.page
}
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`)
const saveBar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })
async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await saveBar(page).waitFor({ state: 'hidden' })
}
const stored = async () =>
  (
    await db.query<{ title: string; vendor: string; version: number }>(
      'select title, vendor, version from products where id = $1',
      [productId],
    )
  ).rows[0]!

test('two people on one product see each other, merge what does not collide, and are asked about what does', async () => {
  await openLive(mara, path)
  await openLive(elif, path)
  await mara.getByRole('img', { name: ELIF }).waitFor()
  await elif.getByRole('img', { name: MARA }).waitFor()
  await field(mara, 'title').focus()
  await elif.getByText(`${MARA} is editing Title`).waitFor()

  await field(elif, 'vendor').fill(`Elif ${mark}`)
  await field(elif, 'title').fill(`Of Elif ${mark}`)
  await elif.getByText('2 fields changed').waitFor()
  await field(mara, 'title').fill(`Of Mara ${mark}`)
  await save(mara)
  await elif.getByText('Others changed this product meanwhile').waitFor()
  expect(await field(elif, 'title').inputValue()).toBe(`Of Elif ${mark}`)

  await elif.keyboard.press('Control+s')
  const dialog = elif.getByRole('dialog', { name: 'Others changed the same fields' })
  await dialog.getByText(`${MARA} changed this`).waitFor()
  expect(await dialog.getByRole('group').count()).toBe(1)
  expect(await stored()).toMatchObject({ title: `Of Mara ${mark}` })
  await keepPicture(elif, 'product-two-people')
  await dialog.getByText(`Of Elif ${mark}`).click()
  await dialog.getByRole('button', { name: 'Save with this choice' }).click()
  await saveBar(elif).waitFor({ state: 'hidden' })
  expect(await stored()).toMatchObject({ title: `Of Elif ${mark}`, vendor: `Elif ${mark}` })
  await expect.poll(() => field(mara, 'title').inputValue()).toBe(`Of Elif ${mark}`)
})

test('leaving with unsaved changes asks in a dialog of its own; staying keeps what was typed', async () => {
  await field(mara, 'vendor').fill('Half typed')
  await mara.getByRole('link', { name: 'Collections', exact: true }).first().click()
  const asked = mara.getByRole('dialog', { name: 'Leave without saving?' })
  await asked.getByRole('button', { name: 'Stay here' }).click()
  expect(await field(mara, 'vendor').inputValue()).toBe('Half typed')
  await mara.getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => field(mara, 'vendor').inputValue()).toBe(`Elif ${mark}`)
})

test('a comment that mentions a colleague stands on the other page at once, and waits among the notices', async () => {
  const words = `The glaze looks pale ${mark}`
  const box = mara.getByRole('combobox', { name: 'Comment' })
  await box.fill(`${words} @Eli`)
  await mara.getByRole('listbox', { name: 'Colleagues' }).getByText(ELIF).waitFor()
  await mara.keyboard.press('Enter')
  await mara.getByRole('button', { name: 'Comment', exact: true }).click()
  await elif.getByText(words).waitFor()
  const { rows } = await db.query<{ kind: string; words: string }>(
    `select n.kind, n.data ->> 'words' as words from notifications n
     join memberships m on m.tenant_id = n.tenant_id and m.account_id = n.account_id
     where m.email = 'elif@halden.example' and n.subject_id = $1`,
    [productId],
  )
  expect(rows).toEqual([{ kind: 'mention', words: expect.stringContaining(`@${ELIF}`) as unknown }])
  await mara.getByRole('button', { name: 'Delete', exact: true }).click()
  await elif.getByText('Comment deleted').waitFor()
})

test('archiving is undone from the toast, and every deed from the timeline', async () => {
  await mara.getByRole('button', { name: 'More actions' }).click()
  await mara.getByRole('menuitem', { name: 'Archive' }).click()
  await mara.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await mara.getByText('Archived', { exact: true }).first().waitFor()
  await mara.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
  await mara.getByText('undid a change').first().waitFor()
  const { rows } = await db.query<{ status: string }>('select status from products where id = $1', [productId])
  expect(rows).toEqual([{ status: 'active' }])
})

test('a product is looked at as it was last week, and restored', async () => {
  const { version } = await stored()
  await field(mara, 'title').fill(`A mistake ${mark}`)
  await field(mara, 'vendor').fill(`Nobody ${mark}`)
  await save(mara)
  // Only what was written before the mistake is moved into the past.
  await db.query(
    `update product_versions set created_at = now() - interval '8 days' where product_id = $1 and version <= $2`,
    [productId, version],
  )
  await mara.goto(`${path}/history`)
  const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 16)
  await mara.getByLabel('As it was on').fill(lastWeek)
  await mara.getByRole('button', { name: 'Look' }).click()
  await mara.getByRole('heading', { name: `Version ${version}`, exact: true }).waitFor()
  const differing = mara.getByRole('table', { name: 'Compare with' })
  expect(await differing.getByRole('rowheader').allInnerTexts()).toEqual(['Title', 'Vendor'])
  await keepPicture(mara, 'product-last-week')
  await mara.getByRole('button', { name: 'Restore this version' }).click()
  await mara.getByText(`Restored as version ${version + 2}`).waitFor()
  expect(await stored()).toEqual({ title: `Of Elif ${mark}`, vendor: `Elif ${mark}`, version: version + 2 })
})

test('the same on a phone, dark and in Arabic: two people, then the product as it was last week', async () => {
  const { locale, options } = PHONE_DARK_ARABIC
  const opened = await openPage(browser, halden, options)
  faults.push(opened.faults)
  const phone = opened.page
  await signIn(phone, product, 'halden', 'owner')
  const press = (words: string) => phone.getByRole('button', { name: words, exact: true }).click()
  const { version } = await stored()
  await openLive(phone, path)
  expect(await phone.locator('html').getAttribute('dir')).toBe('rtl')
  await phone.getByRole('img', { name: ELIF }).waitFor()
  await field(phone, 'title').fill(`Phone ${mark}`)
  await openLive(elif, path)
  await field(elif, 'title').fill(`Desk ${mark}`)
  await save(elif)
  await press(m.detail_save({}, { locale }))
  const dialog = phone.getByRole('dialog', { name: m.detail_conflict_title({}, { locale }) })
  await dialog.getByText(`Phone ${mark}`).click()
  await keepPicture(phone, 'product-two-people-phone')
  await dialog.getByRole('button', { name: m.detail_conflict_save({}, { locale }) }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(stored).toMatchObject({ title: `Phone ${mark}`, version: version + 2 })

  await phone.goto(`${path}/history?version=${version}`)
  await keepPicture(phone, 'product-last-week-phone')
  await press(m.products_history_restore({}, { locale }))
  await phone.getByText(m.products_history_restored({ version: version + 3 }, { locale })).waitFor()
  expect(await stored()).toMatchObject({ title: `Of Elif ${mark}`, version: version + 3 })
})
