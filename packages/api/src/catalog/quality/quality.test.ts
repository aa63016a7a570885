import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'
import { translated } from '../translations/translations.ts'
import { QUALITY_WEIGHTS } from './quality-flags.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())
beforeEach(async () => {
  await (await shops.acme.as({ role: 'owner' })).catalog.translations.setLanguages({ languages: [] })
  await runJobs(shops.acme, shops.filesDir)
})

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (c) => c.charCodeAt(0),
)
const lacksOf = async (productId: string) =>
  (await (await asRole('catalog')).organisation.ofProduct({ productId })).lacks
let made = 0
const create = async (fields: object = {}) =>
  (await (await asRole('catalog')).products.create({ title: `Bowl ${++made}`, priceMinor: 1000n, ...fields })).productId

test('the weights of all faults make a hundred', () => {
  expect(Object.values(QUALITY_WEIGHTS).reduce<number>((sum, weight) => sum + weight, 0)).toBe(100)
})

test('each fault comes and goes with the write that makes or mends it, and the score with them', async () => {
  const catalog = await asRole('catalog')
  const productId = await create()
  expect(await lacksOf(productId)).toEqual(['no_barcode', 'no_category', 'no_description', 'no_picture', 'no_weight'])
  expect((await catalog.organisation.ofProduct({ productId })).qualityScore).toBe(40)
  const variant = (await catalog.products.byId({ productId })).variants[0]!
  const variants = [{ id: variant.id, barcode: '4006381333931', weightGrams: 300, costMinor: 1200n }]
  await catalog.products.save({ productId, version: 1, bodyHtml: '<p>Deep.</p>', variants })
  expect(await lacksOf(productId)).toEqual(['below_cost', 'no_category', 'no_picture'])
  const { imageId } = await catalog.pictures.add({ productId, filename: 'bowl.png', bytes: PIXEL })
  expect(await lacksOf(productId)).toEqual(['below_cost', 'no_alt', 'no_category'])
  await catalog.pictures.describe({ productId, imageId, alt: 'A bowl' })
  const { categoryId } = await catalog.categories.create({ name: `Bowls ${made}`, parentId: null })
  await catalog.organisation.saveFacts({ productId, categoryId })
  expect(await lacksOf(productId)).toEqual(['below_cost'])
  await catalog.products.setStatus({ productId, status: 'archived' })
  expect(await catalog.organisation.ofProduct({ productId })).toMatchObject({ lacks: [], qualityScore: null })
})

test('a needed attribute without a value is a fault of every product, once the job has looked', async () => {
  const catalog = await asRole('catalog')
  const productId = await create()
  const { id } = await catalog.attributes.save({ name: 'Material', kind: 'text', everywhere: true, required: true })
  await runJobs(shops.acme, shops.filesDir)
  expect(await lacksOf(productId)).toContain('attribute_missing')
  await catalog.attributes.saveValues({ productId, values: [{ attributeId: id, said: ['Clay'] }] })
  expect(await lacksOf(productId)).not.toContain('attribute_missing')
})

test('the list shows the worst first, a fault at a time, page after page without doubles; the counts fit it', async () => {
  const catalog = await asRole('catalog')
  for (let n = 0; n < 55; n++) await create({ status: 'active' })
  const { flags } = await catalog.quality.summary()
  const seen: string[] = []
  for (let after: string | undefined; ;) {
    const page = await catalog.quality.list({ flag: 'no_picture', after })
    seen.push(...page.rows.map(({ id }) => id))
    expect(page.rows.every(({ lacks }) => lacks.includes('no_picture'))).toBe(true)
    if (!page.next) break
    after = page.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBe(flags.no_picture)
  const scores = (await catalog.quality.list({})).rows.map(({ score }) => score)
  expect(scores).toEqual([...scores].toSorted((a, b) => a - b))
})

test('translations are counted, grow old with their source, and the words of the shop stand in where one is missing', async () => {
  const owner = (await shops.acme.as({ role: 'owner' })).catalog
  const catalog = await asRole('catalog')
  const productId = await create({ title: `Schale ${++made}` })
  await owner.translations.setLanguages({ languages: ['fr', 'ar'] })
  await runJobs(shops.acme, shops.filesDir)
  expect(await lacksOf(productId)).toContain('untranslated')
  const texts = await catalog.translations.byId({ kind: 'product', subjectId: productId, locale: 'fr' })
  expect(texts).toMatchObject([{ field: 'title', value: '', outdated: false }])
  const save = (locale: string, value: string) =>
    catalog.translations.save({ kind: 'product', subjectId: productId, locale, texts: [{ field: 'title', value }] })
  await save('fr', 'Bol')
  expect(
    (await catalog.translations.list({ kind: 'product', locale: 'fr', state: 'complete' })).rows.map(({ id }) => id),
  ).toEqual([productId])
  await save('ar', 'وعاء')
  expect(await lacksOf(productId)).not.toContain('untranslated')
  await catalog.products.save({ productId, version: 1, title: 'Große Schale' })
  expect((await catalog.translations.byId({ kind: 'product', subjectId: productId, locale: 'fr' }))[0]).toMatchObject({
    outdated: true,
  })
  expect((await catalog.translations.list({ kind: 'product', locale: 'fr', state: 'outdated' })).rows).toMatchObject([
    { id: productId, outdated: 1 },
  ])
  expect(await lacksOf(productId)).toContain('untranslated')
  await catalog.translations.save({
    kind: 'product',
    subjectId: productId,
    locale: 'fr',
    texts: [{ field: 'title', value: 'Bol', upToDate: true }],
  })
  expect(
    (await catalog.translations.progress({ kind: 'product' })).find(({ locale }) => locale === 'fr'),
  ).toMatchObject({ complete: 1, outdated: 0 })
  await catalog.products.setOptions({ productId, version: 5, options: [{ name: 'Size', values: ['S'] }] })
  const words = await shops.acme.inTenant((tx) => translated(tx, 'product', [productId], 'fr'))
  expect(words.get(productId)).toEqual({ title: 'Bol', 'option:Size': 'Size', 'value:Size:S': 'S' })
})

test('a language the shop does not speak, and a text the record does not have, are refused', async () => {
  const catalog = await asRole('catalog')
  const productId = await create()
  const subject = { kind: 'product' as const, subjectId: productId, locale: 'xx' }
  const texts = [{ field: 'title', value: 'X' }]
  await expect(catalog.translations.save({ ...subject, texts })).rejects.toMatchObject(refused('invalid_input', 422))
  await (await shops.acme.as({ role: 'owner' })).catalog.translations.setLanguages({ languages: ['xx'] })
  await expect(
    catalog.translations.save({ ...subject, texts: [{ field: 'nothing', value: 'X' }] }),
  ).rejects.toMatchObject(refused('not_found', 404))
})

test('the neighbour sees no fault and no translation of ours, and writes none', async () => {
  const productId = await create()
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  expect((await neighbour.quality.list({})).rows).toEqual([])
  expect((await neighbour.quality.summary()).products).toBe(0)
  await neighbour.translations.setLanguages({ languages: ['fr'] })
  const subject = { kind: 'product' as const, subjectId: productId, locale: 'fr' }
  await expect(neighbour.translations.byId(subject)).rejects.toMatchObject(refused('not_found', 404))
  await expect(
    neighbour.translations.save({ ...subject, texts: [{ field: 'title', value: 'Volé' }] }),
  ).rejects.toMatchObject(refused('not_found', 404))
  expect((await (await asRole('catalog')).translations.languages()).languages).toEqual([])
})
