import type { Page } from 'playwright-core'
import { openReady } from './open-page.ts'
import { transformer } from '../packages/api/src/transformer.ts'

/** One change over the API, asked by the page itself in its session. */
async function change(page: Page, procedure: string, input: unknown): Promise<void> {
  const refused = await page.evaluate(
    async ([address, body]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(address, { method: 'POST', headers, body })
      return answer.ok ? '' : `${answer.status}: ${await answer.text()}`
    },
    [`/api/trpc/${procedure}`, JSON.stringify(transformer.serialize(input))] as const,
  )
  if (refused) throw new Error(`${procedure} answered ${refused}`)
}

/** Makes one of each record that the demo shops begin without, so that each page of the back office has one to show. */
export async function makeOfficeRecords(page: Page, productId: string): Promise<void> {
  const mark = Math.random().toString(36).slice(2, 7)
  await change(page, 'catalog.attributes.save', { name: `Wood ${mark}`, kind: 'choice', options: ['Oak', 'Ash'] })
  await change(page, 'prices.groups.create', { name: `Trade ${mark}` })
  await change(page, 'prices.create', { name: `Autumn ${mark}`, priority: 10, percentOffBp: 1000 })
  await change(page, 'catalog.translations.setLanguages', { languages: ['fr'] })
  await change(page, 'bulk.start', {
    action: 'variants.taxable',
    list: 'products',
    input: { taxable: true },
    selection: { ids: [productId] },
  })
  // A value that was replaced stands struck out in the audit log.
  await openReady(page, '/admin/settings')
  await page.getByLabel('Contact e-mail').fill(`axe-${mark}@halden.example`)
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('The settings are saved.').waitFor()
  const table = `Handle,Title,Variant Price\nsmall-felt-${mark},Small felt,12.00\n,No handle,x\n`
  await openReady(page, '/admin/imports/new')
  await page
    .locator('input[name="file"]')
    .setInputFiles({ name: `felt-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(table) })
  await page.locator('main form button[type="submit"], main form button:not([type])').last().click()
  await page.waitForURL(/\/admin\/imports\/[0-9a-f-]{36}/)
}
