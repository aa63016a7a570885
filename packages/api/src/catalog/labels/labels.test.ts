import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { makeVariant } from '../../testing/shopper.ts'
import { gtinFault } from './gtin.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code
const office = () => acme.as({ role: 'catalog' })
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const setTitle = (productId: string, title: string) =>
  acme.inTenant((tx) =>
    tx.product.update({ where: { tenantId_id: { tenantId: tx.tenantId, id: productId } }, data: { title } }),
  )
const setBarcode = (variantId: string, barcode: string) =>
  acme.inTenant((tx) =>
    tx.productVariant.update({ where: { tenantId_id: { tenantId: tx.tenantId, id: variantId } }, data: { barcode } }),
  )
const ALL = ['title', 'variant', 'price', 'barcode', 'sku'] as const

test('25 labels of 24 a sheet are a PDF of two pages, and 41 of 40 as well', async () => {
  const { variantId } = await makeVariant(acme)
  await setBarcode(variantId, '4006381333931')
  const { catalog } = await office()
  for (const [template, copies] of [
    ['a4-3x8', 25],
    ['a4-4x10', 41],
    ['thermal', 2],
  ] as const) {
    const file = await catalog.labels.print({
      lines: [{ variantId, copies }],
      template,
      format: 'pdf',
      fields: [...ALL],
    })
    expect(text(file.bytes.slice(0, 5))).toBe('%PDF-')
    expect(text(file.bytes).match(/\/Type \/Page\b/g)).toHaveLength(2)
  }
})

test('Arabic and Chinese titles and codes of any kind break no file', async () => {
  const { catalog } = await office()
  for (const [title, barcode] of [
    ['إبريق شاي', 'ABC-123'],
    ['茶壶', '036000291452'],
    ['Teekännchen ☕', '10012345678902'],
    ['^XA~JA', '123'],
  ] as const) {
    const { variantId, productId } = await makeVariant(acme)
    await setTitle(productId, title)
    await setBarcode(variantId, barcode)
    const ask = { lines: [{ variantId, copies: 1 }], template: 'thermal' as const, fields: [...ALL] }
    expect(text((await catalog.labels.print({ ...ask, format: 'pdf' })).bytes.slice(0, 5))).toBe('%PDF-')
    const zpl = new TextDecoder().decode((await catalog.labels.print({ ...ask, format: 'zpl' })).bytes)
    expect(zpl.match(/\^XA/g)).toHaveLength(1)
    expect(zpl).not.toContain('~')
    if (!title.startsWith('^')) expect(zpl).toContain(title)
  }
})

test('a label carries the price everyone pays now', async () => {
  const { variantId } = await makeVariant(acme)
  const api = await office()
  const { listId } = await api.prices.create({ name: 'Labels', priority: 0, percentOffBp: 5000 })
  await api.prices.setStatus({ listId, version: 1, status: 'active' })
  expect(await api.catalog.labels.byVariants({ variantIds: [variantId] })).toMatchObject([{ priceMinor: 1250n }])
  await api.prices.setStatus({ listId, version: 2, status: 'archived' })
})

test('variants without a barcode get one of the shop’s own, each another; the others keep theirs', async () => {
  const [a, b, c] = [await makeVariant(acme), await makeVariant(acme), await makeVariant(acme)]
  await setBarcode(c.variantId, '4006381333931')
  const { catalog } = await office()
  const variantIds = [a, b, c].map(({ variantId }) => variantId)
  expect(await catalog.labels.makeBarcodes({ variantIds })).toEqual({ made: 2 })
  const labels = await catalog.labels.byVariants({ variantIds })
  expect(new Set(labels.map(({ barcode }) => barcode)).size).toBe(3)
  expect(labels.slice(0, 2).every(({ barcode }) => barcode!.startsWith('20') && gtinFault(barcode!) === null)).toBe(
    true,
  )
  expect(labels[2]!.barcode).toBe('4006381333931')
  expect(await catalog.labels.makeBarcodes({ variantIds })).toEqual({ made: 0 })
})

test('a code that claims to be a GTIN and is none is refused at its field; one of the shop’s own kind is not', async () => {
  const { variantId, productId } = await makeVariant(acme)
  const { products } = (await office()).catalog
  const save = async (barcode: string) => {
    const { version } = await products.byId({ productId })
    return products.save({ productId, version, variants: [{ id: variantId, barcode }] })
  }
  await expect(save('4006381333932')).rejects.toMatchObject({
    cause: { fields: { [`barcode.${variantId}`]: expect.stringContaining('has to be 1') as string } },
  })
  await save('4006381333931')
  await save('SHELF-7')
})

test('the neighbour shop prints no labels of ours and gives our variants no barcodes', async () => {
  const { variantId } = await makeVariant(acme)
  const { labels } = (await globex.as({ role: 'owner' })).catalog
  expect(await labels.byVariants({ variantIds: [variantId] }).catch(codeOf)).toBe('not_found')
  expect(await labels.makeBarcodes({ variantIds: [variantId] }).catch(codeOf)).toBe('not_found')
  const ask = {
    lines: [{ variantId, copies: 1 }],
    template: 'thermal' as const,
    fields: [...ALL],
    format: 'pdf' as const,
  }
  expect(await labels.print(ask).catch(codeOf)).toBe('not_found')
})
