import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import * as office from './office.ts'
import { openLive, openPage, whenShown } from './open-page.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const kumo = product.shopUrl('kumo')
const mark = Math.random().toString(36).slice(2, 7)
const NEW = { name: `Tilda ${mark}`, email: `tilda.${mark}@halden.example`, password: `kiln and glaze ${mark}` }
const OWNER = 'Mara Solheim'
const PLACES_OF_FULFILMENT = [
  'Home',
  'Orders',
  'Products',
  'Collections',
  'Pictures',
  'Labels',
  'Categories',
  'Brands and makers',
  'Attributes',
  'Translations',
  'Quality',
  'Inventory',
]
const PLACES_OF_SUPPORT = [...PLACES_OF_FULFILMENT, 'Customers', 'Complaints']
const faults: string[][] = []
let browser: Browser
let owner: Page
let colleague: Page
let link: string

async function person(address: string, options?: Parameters<typeof openPage>[2]): Promise<Page> {
  const opened = await openPage(browser, address, options)
  faults.push(opened.faults)
  return opened.page
}

/** The entries of the menu, without the number of what waits there. */
async function places(page: Page): Promise<string[]> {
  const entries = await page.locator('nav[aria-label="Back office"] a').allInnerTexts()
  return entries.map((entry) => entry.replace(/\s*\d+\+?$/, '').trim())
}

/** What the API's own door answers to a refund asked by this page's person. */
const askRefund = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify('[{}]') }
    return (await fetch('/api/trpc/orders.refund', request)).status
  })

async function expectRefused(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path)
  expect([path, answer!.status()]).toEqual([path, 403])
  await page.getByRole('heading', { name: 'Not part of your role' }).first().waitFor()
  expect(await page.locator('main').innerText()).toContain(`Ask ${OWNER} for access.`)
}

async function expectSpent(page: Page): Promise<void> {
  const answer = await page.goto(link)
  expect(answer!.status()).toBe(404)
  await page.getByRole('heading', { name: 'This invitation cannot be used' }).waitFor()
  expect(await page.getByRole('button', { name: /^Join/ }).count()).toBe(0)
}

/** The owner gives the colleague another role; the milliseconds until a text stands on the colleague's open page. */
async function changeRole(role: string, text: string, within: string): Promise<number> {
  const shown = whenShown(colleague, text, within)
  const from = Date.now()
  await owner.getByLabel(`Role of ${NEW.name}`).selectOption({ label: role })
  await owner.getByText(`${NEW.name} has another role from now on.`).waitFor()
  return (await shown) - from
}

beforeAll(async () => {
  browser = await launchBrowser()
  owner = await person(halden, { permissions: ['clipboard-read', 'clipboard-write'] })
  colleague = await person(halden)
  await office.signIn(owner, product, 'halden', 'owner')
  await openLive(owner, '/admin/staff')
})
afterAll(() => browser?.close())

test('the owner makes a join link that can be copied; at another shop it leads nowhere', async () => {
  await owner.waitForLoadState('networkidle')
  await owner.getByLabel('E-mail').fill(NEW.email)
  await owner.getByLabel('Role', { exact: true }).selectOption({ label: 'Fulfilment' })
  await owner.getByRole('button', { name: 'Make join link' }).click()
  await owner.getByText(`${NEW.email} is invited as Fulfilment`).waitFor()
  const copy = owner.getByRole('button', { name: /^Copy join link/ })
  await copy.click()
  await copy.getByText('Copied').waitFor()
  link = await owner.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/admin\/join\?token=[a-z2-7]{32}$/)
  expect(new URL(link).origin).toBe(halden)

  const neighbour = await person(kumo)
  await office.signIn(neighbour, product, 'kumo', 'owner')
  const answer = await neighbour.goto(link.replace(halden, kumo))
  expect(answer!.status()).toBe(404)
  await neighbour.getByRole('heading', { name: 'This invitation cannot be used' }).waitFor()
  expect(await neighbour.locator('body').innerText()).not.toMatch(new RegExp(`${NEW.email}|Halden`))
})

test('the colleague joins in another browser and sees what the role allows, and nothing else', async () => {
  await colleague.goto(link)
  await colleague.waitForLoadState('networkidle')
  expect(await colleague.locator('main').innerText()).toContain(
    `You are invited as Fulfilment, with the address ${NEW.email}.`,
  )
  const listed = whenShown(owner, NEW.name, 'main li')
  await colleague.getByLabel('Your name').fill(NEW.name)
  await colleague.getByLabel('New password').fill(NEW.password)
  const from = Date.now()
  await colleague.getByRole('button', { name: 'Join Halden Studio' }).click()
  await colleague.waitForURL((url) => url.pathname === '/admin')
  console.log(`joined -> on the owner's open page: ${(await listed) - from} ms after the press`)
  expect(await places(colleague)).toEqual(PLACES_OF_FULFILMENT)

  for (const path of ['settings', 'staff', 'audit', 'complaints', 'customers', 'imports'])
    await expectRefused(colleague, `/admin/${path}`)
  expect(await askRefund(colleague)).toBe(403)
  // The same call by someone who may: it gets as far as its fields.
  expect(await askRefund(owner)).toBe(422)
})

test('a link that was used opens nothing any more', async () => {
  await expectSpent(await person(halden))
})

test('another role counts on the open page by itself: what is gained appears, what is lost goes', async () => {
  await openLive(colleague, '/admin/orders')
  await owner.reload()
  await owner.waitForLoadState('networkidle')
  console.log(
    `role gained -> the open page: ${await changeRole('Support', 'Complaints', 'nav[aria-label="Back office"] a')} ms after the choice`,
  )
  expect(await places(colleague)).toEqual(PLACES_OF_SUPPORT)
  await colleague.getByRole('link', { name: /^Complaints/ }).click()
  await colleague.getByRole('heading', { name: 'Complaints', level: 1 }).waitFor()
  expect(await askRefund(colleague)).toBe(403)

  const taken = await changeRole('Fulfilment', 'Not part of your role', 'main')
  console.log(`role lost -> the open page: ${taken} ms after the choice`)
  expect(await places(colleague)).toEqual(PLACES_OF_FULFILMENT)
})

test('a removed colleague is led to the sign-in from the open page, and comes in no more', async () => {
  await openLive(colleague, '/admin/orders')
  const member = owner.getByRole('listitem').filter({ hasText: NEW.email })
  await member.getByText('Remove', { exact: true }).first().click()
  await member.getByLabel(`Yes, remove ${NEW.name}`).check()
  const from = Date.now()
  await member.getByRole('button', { name: 'Remove' }).click()
  await colleague.waitForURL((url) => url.pathname === '/admin/sign-in')
  console.log(`removed -> the open page asks to sign in: ${Date.now() - from} ms after the press`)
  await owner.getByText(`${NEW.name} has no access any more.`).waitFor()
  await colleague.goto('/admin/orders')
  expect(new URL(colleague.url()).pathname).toBe('/admin/sign-in')
  await colleague.waitForLoadState('networkidle')
  await colleague.locator('[name="email"]').fill(NEW.email)
  await colleague.locator('[name="password"]').fill(NEW.password)
  await colleague.getByRole('button', { name: 'Sign in' }).click()
  await colleague.getByText('The e-mail or the password is wrong.').first().waitFor()
  expect(new URL(colleague.url()).pathname).toBe('/admin/sign-in')
  await expectSpent(colleague)
})

test('the audit log names each deed and who did it', async () => {
  await owner.goto('/admin/audit?f=area:is:staff')
  const rows = await owner.getByRole('row').filter({ hasText: mark }).allInnerTexts()
  const told = rows.map((row) => row.replace(/\s+/g, ' '))
  const deeds: [deed: string, facts: string, by: string][] = [
    ['Removed a colleague', NEW.email, OWNER],
    ['Changed a role', 'support →', OWNER],
    ['Changed a role', 'fulfilment →', OWNER],
    ['Joined the shop', NEW.email, NEW.name],
    ['Invited a colleague', NEW.email, OWNER],
  ]
  expect(told).toHaveLength(deeds.length)
  deeds.forEach((parts, at) => {
    for (const part of parts) expect(told[at]).toContain(part)
  })
})

test('no page threw a fault', () => expect(faults.flat()).toEqual([]))
