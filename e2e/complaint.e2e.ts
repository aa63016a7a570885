import type { Browser, Page } from 'playwright-core'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import * as office from './office.ts'
import { openLive, openPage, whenShown } from './open-page.ts'
import { jpegFile } from './picture-file.ts'
import { shelfItem } from './shelf.ts'
import * as shopper from './shopper.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const who = shopper.buyer('Vera')
const WORDS = 'The rim has a crack from top to bottom; it was well packed.'
const NOT_A_PICTURE = 'Send a picture as JPEG, PNG, WebP, AVIF or GIF.'
const faults: string[][] = []
let browser: Browser
let db: pg.Client
let guest: Page
let support: Page
let token: string
let picture: string

async function person(address: string): Promise<Page> {
  const opened = await openPage(browser, address)
  faults.push(opened.faults)
  return opened.page
}

/** Presses a button on one page, and tells after how many milliseconds the text stood on the other, untouched page. */
async function arrives(what: string, press: () => Promise<void>, there: Page, text: string, within: string) {
  const shown = whenShown(there, text, within)
  const from = Date.now()
  await press()
  console.log(`${what}: ${(await shown) - from} ms after the press`)
}

const send = (page: Page, button: string) => () => page.getByRole('button', { name: button, exact: true }).click()

/** What an address of the page's own shop answers to the person in front of it. */
const ask = (page: Page, path: string): Promise<{ status: number; kind: string | null }> =>
  page.evaluate(async (address) => {
    const answer = await fetch(address, { cache: 'no-store' })
    return { status: answer.status, kind: answer.headers.get('content-type') }
  }, path)

const statusOf = async (page: Page, path: string): Promise<number> => (await ask(page, path)).status

beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), product.connect()])
  ;[guest, support] = await Promise.all([person(halden), person(halden)])
  await office.signIn(support, product, 'halden', 'support')
})
afterAll(async () => {
  await browser?.close()
  await db?.end()
})

test('the complaint form is one step from the order; what is no picture is refused, and what was typed stays', async () => {
  const item = await shelfItem(db, product, 'halden', 3)
  await shopper.buy(guest, item.path, who)
  await shopper.approve(guest)
  await shopper.expectHeadline(guest, 'Thank you, Vera')
  await guest.getByRole('link', { name: 'Report a problem' }).click()
  await guest.waitForURL('**/complaint')
  token = /\/orders\/([a-z0-9]+)\/complaint/.exec(guest.url())![1]!
  await guest.waitForLoadState('networkidle')
  const words = guest.getByLabel('What happened')
  await guest.getByLabel('What is it about').selectOption({ label: 'Damaged or broken' })
  await words.fill(WORDS)
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const text = Buffer.from('This is a letter and no picture.')
  const files = [
    { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: svg },
    { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: text },
  ]
  for (const file of files) {
    await guest.locator('input[name="pictures"]').setInputFiles(file)
    await guest.getByRole('button', { name: 'Send complaint' }).click()
    await guest.getByText(`${file.name}: ${NOT_A_PICTURE}`).first().waitFor()
    expect(await words.inputValue()).toBe(WORDS)
    expect(await guest.getByLabel('What is it about').inputValue()).toBe('damaged')
  }
  const { rows } = await db.query('select 1 from complaint_messages where body = $1', [WORDS])
  expect(rows).toEqual([])
})

test('the complaint stands on the open list by itself, with its picture', async () => {
  await openLive(support, '/admin/complaints')
  await guest.locator('input[name="pictures"]').setInputFiles(await jpegFile('crack.jpg', '#7a5c48'))
  const toast = whenShown(support, 'New complaint about #', '[data-sonner-toast]')
  await arrives('complaint -> the open list', send(guest, 'Send complaint'), support, who.name, 'tr')
  await toast
  await guest.getByText('The shop has your message').waitFor()

  await support.getByRole('row').filter({ hasText: who.name }).getByRole('link').first().click()
  await support.waitForURL(/\/admin\/complaints\/[0-9a-f-]{36}(\?|$)/)
  await support.getByText(WORDS).waitFor()
  const image = support.getByAltText(`Picture 1 of 1 from ${who.name}`)
  await image.scrollIntoViewIfNeeded()
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  picture = new URL((await image.getAttribute('src'))!, halden).pathname
})

test('the answer, the reply and the end of it arrive on the open page of the other side by themselves', async () => {
  await support.getByLabel('Your answer').fill('A new one leaves the studio tomorrow.')
  const answer = 'A new one leaves the studio tomorrow.'
  await arrives("answer -> the shopper's page", send(support, 'Send answer'), guest, answer, 'main li')
  await guest.getByText('Elif Aydin').first().waitFor()

  const reply = `Thank you, I keep the pieces for you. ${who.email}`
  const again = guest.getByLabel('Your message')
  if (!(await again.isVisible())) await guest.getByText('Write again', { exact: true }).click()
  await again.fill(reply)
  await arrives("reply -> the staff's page", send(guest, 'Send message'), support, reply, 'main li')

  await arrives("resolved -> the shopper's page", send(support, 'Resolve'), guest, 'Resolved', 'h2')
  await support.getByRole('button', { name: 'Reopen' }).waitFor()
})

test('the picture is there for the two sides of the complaint, and for nobody else', async () => {
  const [neighbour, stranger, packer] = await Promise.all([
    person(product.shopUrl('kumo')),
    person(halden),
    person(halden),
  ])
  await office.signIn(neighbour, product, 'kumo', 'owner')
  await office.signIn(packer, product, 'halden', 'fulfilment')
  await stranger.goto('/')
  for (const page of [neighbour, stranger, packer]) expect(await statusOf(page, picture)).toBe(404)
  expect(await statusOf(neighbour, `${picture}?order=${token}`)).toBe(404)
  expect(await statusOf(stranger, `${picture}?order=${'a'.repeat(token.length)}`)).toBe(404)

  expect(await ask(stranger, `${picture}?order=${token}`)).toEqual({ status: 200, kind: 'image/jpeg' })
  expect(await ask(guest, `${picture}?order=${token}`)).toEqual({ status: 200, kind: 'image/jpeg' })
  expect(await ask(support, picture)).toEqual({ status: 200, kind: 'image/jpeg' })
})

test('no page threw a fault', () => expect(faults.flat()).toEqual([]))
