import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../test/browser.ts'
import { runningProduct } from '../test/running-product.ts'
import { signIn } from './office.ts'
import { openPage, openReady } from './open-page.ts'
import { jpegFile } from './picture-file.ts'
import { rawRequest } from './raw-request.ts'

const product = runningProduct()
const halden = product.shopUrl('halden')
const mark = Math.random().toString(36).slice(2, 7)
/** A name and a description that would run if anything took them for markup. */
const XSS = `<img src=x onerror=alert(1)>${mark}`
const faults: string[][] = []
const ask = (slug: string, path: string) =>
  rawRequest(product.ports.web, `${slug}.localhost:${product.ports.web}`, path, { headers: { accept: 'image/webp' } })
let browser: Browser
let page: Page
let picture: string

beforeAll(async () => {
  browser = await launchBrowser()
  const opened = await openPage(browser, halden)
  faults.push(opened.faults)
  page = opened.page
  page.on('dialog', (dialog) => {
    faults[0]!.push(`a dialog said ${dialog.message()}`)
    void dialog.dismiss()
  })
  await signIn(page, product, 'halden', 'owner')
})
afterAll(() => browser.close())

const tile = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
const find = (words: string) => openReady(page, `/admin/media?q=${encodeURIComponent(words)}`)

test('many pictures are sent at once, each with its own outcome; what is no picture says why', async () => {
  await openReady(page, '/admin/media')
  await page.locator('input[name="pictures"]').setInputFiles([
    await jpegFile(`${XSS}.jpg`, '#884422'),
    await jpegFile(`vase-${mark}.jpg`, '#228844'),
    {
      name: 'drawing.svg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    },
  ])
  await page.getByText('Send a picture as JPEG, PNG, WebP, AVIF or GIF.').waitFor()
  expect(await page.getByText('Uploaded', { exact: true }).count()).toBeGreaterThanOrEqual(2)
  await tile(`vase-${mark}.jpg`).waitFor()
})

test('two pictures get one description, and what looks like markup stays text (A20)', async () => {
  await find(mark)
  for (const one of await page.getByRole('listitem').filter({ hasText: mark }).all())
    await one.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Describe', exact: true }).click()
  await page.getByRole('dialog').locator('textarea').fill(`A vase ${XSS}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('Description saved').waitFor()
  await page.getByText(`A vase ${XSS}`).nth(1).waitFor()
})

test('the focal point is moved by the arrow keys and kept', async () => {
  await tile(`vase-${mark}.jpg`).getByRole('link').click()
  await page.waitForURL(/\/admin\/media\/[0-9a-f-]{36}$/)
  picture = page.url().split('/').at(-1)!
  await page.waitForLoadState('networkidle')
  const point = page.getByRole('button', { name: /^Focal point/ })
  await point.focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key)
  await page.getByText('Focal point saved').waitFor()
  await page.reload()
  await page.getByText('54 % from the left, 48 % from the top').first().waitFor()
})

test('a replaced picture has another address; the old one is thrown away, as nothing shows it', async () => {
  await page.waitForLoadState('networkidle')
  await page.locator('input[name="picture"]').setInputFiles(await jpegFile('new.jpg', '#112299'))
  await page.getByRole('button', { name: 'Replace', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith(picture))
  await page.getByText('54 % from the left, 48 % from the top').first().waitFor()
  await openReady(page, `/admin/media/${picture}`)
  await page.getByRole('button', { name: 'Delete picture' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete picture' }).click()
  await page.waitForURL((url) => url.pathname === '/admin/media')
  expect((await ask('halden', `/media/${picture}/x`)).status).toBe(404)
})

test('a picture that is shown says where, and cannot be thrown away', async () => {
  await find('moon vase')
  await page.locator('main li a').first().click()
  await page.getByRole('heading', { name: 'Shown by' }).waitFor()
  expect(await page.locator('main a[href^="/admin/products/"]').count()).toBeGreaterThan(0)
  expect(await page.getByRole('button', { name: 'Delete picture' }).getAttribute('aria-disabled')).toBe('true')
})

test('pictures are kept for good, without a cookie; the neighbour has none of them, by any address', async () => {
  const shown = await page.locator('main img').first().getAttribute('src')
  const id = shown!.split('/')[2]!
  const { status, headers } = await ask('halden', shown!)
  const { 'cache-control': kept, 'set-cookie': cookies, vary } = headers
  expect([status, kept, cookies, vary]).toEqual([200, 'public, max-age=31536000, immutable', undefined, 'accept'])
  expect((await ask('kumo', `/media/${id}/x`)).status).toBe(404)
  expect((await ask('halden', `/media/of/${crypto.randomUUID()}/${id}/x`)).status).toBe(404)
  const neighbour = await openPage(browser, product.shopUrl('kumo'))
  await signIn(neighbour.page, product, 'kumo', 'owner')
  expect((await neighbour.page.goto(`/admin/media/${id}`))!.status()).toBe(404)
  await neighbour.close()
})

test('no script ran that was not ours, and the policy stopped nothing', () => {
  expect(faults.flat()).toEqual([])
})
