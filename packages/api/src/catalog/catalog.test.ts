import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findStockViolations } from '../inventory/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
const vase = {
  title: 'Oslo vase',
  priceMinor: 4900n,
  status: 'active' as const,
  onHand: 5,
  productType: 'Vases',
  tags: ['clay'],
}

test('a product is created with its price, stock, search words and audit row, and everyone is told', async () => {
  const catalog = await asRole('catalog')
  const { productId } = await catalog.products.create({ ...vase, sku: 'OSLO-1' })
  const product = await catalog.products.byId({ productId })
  expect(product).toMatchObject({ title: 'Oslo vase', handle: 'oslo-vase', status: 'active', version: 1, options: [] })
  expect(product.variants).toMatchObject([
    { priceMinor: 4900n, onHand: 5, available: 5, sku: 'OSLO-1', optionValues: [] },
  ])
  const terms = await shops.acme.inTenant((tx) =>
    tx.productTerm.findMany({ where: { tenantId: tx.tenantId, productId }, orderBy: { term: 'asc' } }),
  )
  expect(terms.map(({ term, weight }) => [term, weight])).toEqual([
    ['1', 6],
    ['clay', 2],
    ['oslo', 8],
    ['vase', 8],
    ['vases', 4],
  ])
  expect((await catalog.products.timeline({ productId })).map(({ action }) => action)).toEqual(['product.created'])
  expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
})

describe('saving a product', () => {
  const make = async () => {
    const catalog = await asRole('catalog')
    const { productId } = await catalog.products.create(vase)
    return { catalog, productId, product: await catalog.products.byId({ productId }) }
  }

  test('writes what differs, tells it field by field, and counts the version up', async () => {
    const { catalog, productId } = await make()
    await catalog.products.save({ productId, version: 1, title: 'Bergen vase', vendor: '' })
    const [deed] = await catalog.products.timeline({ productId })
    expect(deed).toMatchObject({ action: 'product.saved', changes: { title: ['Oslo vase', 'Bergen vase'] } })
    expect(Object.keys(deed!.changes)).toEqual(['title'])
    expect(await catalog.products.byId({ productId })).toMatchObject({ title: 'Bergen vase', version: 2 })
  })

  test('that changes nothing leaves no version, no audit row and no word', async () => {
    const { catalog, productId } = await make()
    await catalog.products.save({ productId, version: 1, title: 'Oslo vase', tags: ['clay'] })
    expect((await catalog.products.byId({ productId })).version).toBe(1)
    expect(await catalog.products.timeline({ productId })).toHaveLength(1)
  })

  test('on a version that is no longer the newest is refused and changes nothing', async () => {
    const { catalog, productId } = await make()
    await catalog.products.save({ productId, version: 1, title: 'First' })
    await expect(catalog.products.save({ productId, version: 1, title: 'Second' })).rejects.toMatchObject(
      refused('edit_conflict', 409),
    )
    expect((await catalog.products.byId({ productId })).title).toBe('First')
  })

  test('is one: a wrong variant takes the title with it', async () => {
    const { catalog, productId } = await make()
    const variants = [{ id: crypto.randomUUID(), priceMinor: 1n }]
    await expect(catalog.products.save({ productId, version: 1, title: 'Half', variants })).rejects.toMatchObject(
      refused('not_found', 404),
    )
    expect((await catalog.products.byId({ productId })).title).toBe('Oslo vase')
  })

  test('with bad input names the field', async () => {
    const { catalog, productId } = await make()
    const save = catalog.products.save({ productId, version: 1, title: '  ' })
    await expect(save).rejects.toMatchObject({
      cause: { code: 'invalid_input', fields: { title: 'Give it a title.' } },
    })
    const taken = await asRole('catalog').then((one) => one.products.create({ ...vase, title: 'Taken' }))
    const handle = catalog.products.save({
      productId,
      version: 1,
      handle: (await catalog.products.byId({ productId: taken.productId })).handle,
    })
    await expect(handle).rejects.toMatchObject({ cause: { fields: { handle: 'Taken has this address already.' } } })
  })

  test('is refused to a guest, to a role without the permission, and to the neighbour, to whom it is not there', async () => {
    const { productId } = await make()
    const change = { productId, version: 1, title: 'Stolen' }
    const guest = (await shops.acme.as('guest')).catalog
    const support = await asRole('support')
    const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
    await expect(guest.products.save(change)).rejects.toMatchObject(refused('signed_out', 401))
    await expect(support.products.save(change)).rejects.toMatchObject(refused('forbidden', 403))
    await expect(neighbour.products.save(change)).rejects.toMatchObject(refused('not_found', 404))
    await expect(neighbour.products.byId({ productId })).rejects.toMatchObject(refused('not_found', 404))
    expect((await (await asRole('support')).products.byId({ productId })).title).toBe('Oslo vase')
  })
})

describe('options', () => {
  test('make a variant of each combination; one that stays keeps its id, price and stock', async () => {
    const catalog = await asRole('catalog')
    const { productId } = await catalog.products.create(vase)
    const [only] = (await catalog.products.byId({ productId })).variants
    await catalog.products.setOptions({ productId, version: 1, options: [{ name: 'Size', values: ['S', 'M'] }] })
    const sized = await catalog.products.byId({ productId })
    expect(sized.variants.map(({ optionValues }) => optionValues)).toEqual([['S'], ['M']])
    expect(sized.variants[0]).toMatchObject({ id: only!.id, onHand: 5, priceMinor: 4900n })
    expect(sized.variants[1]).toMatchObject({ onHand: 0, priceMinor: 4900n })
    const options = [
      { name: 'Size', values: ['M', 'L'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ]
    await catalog.products.setOptions({ productId, version: 2, options })
    const both = await catalog.products.byId({ productId })
    const active = both.variants.filter(({ status }) => status === 'active')
    expect(active.map(({ optionValues }) => optionValues.join('/'))).toEqual(['M/Red', 'M/Blue', 'L/Red', 'L/Blue'])
    expect(active[0]!.id).toBe(sized.variants[1]!.id)
    // Orders and the ledger refer to what went, so it is archived with its stock.
    expect(both.variants.find(({ id }) => id === only!.id)).toMatchObject({ status: 'archived', onHand: 5 })
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })

  test('that are doubled or too many are refused at their field', async () => {
    const catalog = await asRole('catalog')
    const { productId } = await catalog.products.create(vase)
    const set = (options: { name: string; values: string[] }[]) =>
      catalog.products.setOptions({ productId, version: 1, options })
    await expect(set([{ name: 'Size', values: ['S', 's'] }])).rejects.toMatchObject({
      cause: { fields: { options: 'Size has s twice.' } },
    })
    const many = Array.from({ length: 18 }, (_, index) => String(index))
    const tooMany = set([
      { name: 'A', values: many },
      { name: 'B', values: many },
    ])
    await expect(tooMany).rejects.toMatchObject({ cause: { code: 'invalid_input', status: 422 } })
  })
})

test('a product enters and leaves collections by rule as it is saved; those chosen by hand stay', async () => {
  const catalog = await asRole('catalog')
  const { productId } = await catalog.products.create({ ...vase, productType: 'Lamps' })
  const fields = { descriptionHtml: '', status: 'active' as const }
  const rule = await catalog.collections.create({
    ...fields,
    title: 'Lamps',
    rule: { field: 'productType', value: 'lamps' },
  })
  const hand = await catalog.collections.create({ ...fields, title: 'Chosen', rule: null })
  await catalog.collections.save({
    ...fields,
    title: 'Chosen',
    rule: null,
    collectionId: hand.collectionId,
    version: 1,
    productIds: [productId],
  })
  const inside = async () => (await catalog.products.byId({ productId })).collections.map(({ title }) => title)
  expect(await inside()).toEqual(['Chosen', 'Lamps'])
  await catalog.products.save({ productId, version: 1, productType: 'Chairs' })
  expect(await inside()).toEqual(['Chosen'])
  expect((await catalog.collections.byId({ collectionId: rule.collectionId })).members).toEqual([])
})

test('the neighbour can put no product of another shop into a collection, nor see its stock', async () => {
  const { productId } = await (await asRole('catalog')).products.create(vase)
  const { variants } = await (await asRole('catalog')).products.byId({ productId })
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  const fields = { descriptionHtml: '', status: 'active' as const, title: 'Theirs', rule: null }
  const { collectionId } = await neighbour.collections.create(fields)
  const steal = neighbour.collections.save({ ...fields, collectionId, version: 1, productIds: [productId] })
  await expect(steal).rejects.toMatchObject(refused('not_found', 404))
  await expect(neighbour.stock.movements({ variantId: variants[0]!.id })).rejects.toMatchObject(
    refused('not_found', 404),
  )
  const adjust = neighbour.stock.adjust({ variantId: variants[0]!.id, onHand: 0, expectedOnHand: 5, reason: 'x' })
  await expect(adjust).rejects.toMatchObject(refused('not_found', 404))
})

test('stock is set against what the person saw; the ledger tells each change with its reason', async () => {
  const catalog = await asRole('catalog')
  const { productId } = await catalog.products.create(vase)
  const { variants } = await catalog.products.byId({ productId })
  const variantId = variants[0]!.id
  await catalog.stock.adjust({ variantId, onHand: 3, expectedOnHand: 5, reason: 'Damaged' })
  const late = catalog.stock.adjust({ variantId, onHand: 9, expectedOnHand: 5, reason: 'Counted' })
  await expect(late).rejects.toMatchObject(refused('stock_changed', 409))
  const { rows } = await catalog.stock.movements({ variantId })
  expect(rows.map(({ quantity, reason }) => [quantity, reason])).toEqual([
    [-2, 'Damaged'],
    [5, 'Opening stock'],
  ])
})

test('a list is cut by view and words, told whole, and paged without losing a row', async () => {
  const catalog = (await shops.globex.as({ role: 'manager' })).catalog
  for (let number = 1; number <= 52; number++)
    await catalog.products.create({ title: `Cup ${number}`, priceMinor: 100n })
  await catalog.products.create({ title: 'Café pot', priceMinor: 100n, status: 'active' })
  const draft = { filters: [{ key: 'status', op: 'is' as const, values: ['draft'] }] }
  const first = await catalog.products.table(draft)
  const second = await catalog.products.table({ ...draft, after: first.next })
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(52)
  expect(second.next).toBe(null)
  expect((await catalog.products.table({ q: 'cafe po' })).rows.map(({ title }) => title)).toEqual(['Café pot'])
  expect(
    (
      await catalog.products.table({
        filters: [
          { key: 'soldOut', op: 'is', values: ['true'] },
          { key: 'status', op: 'is', values: ['active'] },
        ],
      })
    ).rows.map(({ title }) => title),
  ).toEqual(['Café pot'])
  await expect(catalog.products.table({ after: "' or 1=1" })).rejects.toMatchObject({
    cause: { code: 'invalid_input' },
  })
})
