import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
const make = async (name: string, parentId: string | null = null) =>
  (await (await asRole('catalog')).categories.create({ name, parentId })).categoryId
const names = async (open: string[] = []) =>
  (await (await asRole('catalog')).categories.tree({ open })).map(({ name }) => name)
const pathOf = async (categoryId: string) =>
  (await (await asRole('catalog')).categories.byId({ categoryId })).path.map(({ name }) => name)

test('a tree is built, ordered and moved; whatever stands under a category goes along', async () => {
  const { categories } = await asRole('catalog')
  const [home, kitchen] = [await make('Home'), await make('Kitchen')]
  const lamps = await make('Lamps', home)
  const desk = await make('Desk lamps', lamps)
  expect(await pathOf(desk)).toEqual(['Home', 'Lamps', 'Desk lamps'])
  await categories.move({ categoryId: lamps, parentId: kitchen })
  expect(await pathOf(desk)).toEqual(['Kitchen', 'Lamps', 'Desk lamps'])
  await categories.move({ categoryId: kitchen, parentId: null, index: 0 })
  expect((await names()).slice(0, 2)).toEqual(['Kitchen', 'Home'])
  expect(await names([lamps])).toContain('Desk lamps')
  await categories.rename({ categoryId: lamps, version: 2, name: 'Lights' })
  expect(await pathOf(desk)).toEqual(['Kitchen', 'Lights', 'Desk lamps'])
})

test('a category cannot go under itself or under what it holds, nor deeper than ten levels', async () => {
  const { categories } = await asRole('catalog')
  const top = await make('Top')
  const ids = [top]
  for (let level = 2; level <= 10; level++) ids.push(await make(`Level ${level}`, ids.at(-1)!))
  for (const parentId of [top, ids[1]!, ids[9]!]) {
    await expect(categories.move({ categoryId: top, parentId })).rejects.toMatchObject(refused('invalid_input', 422))
  }
  await expect(make('Too deep', ids[9]!)).rejects.toMatchObject(refused('invalid_input', 422))
  const other = await make('Other')
  await expect(categories.move({ categoryId: top, parentId: other })).rejects.toMatchObject({
    cause: { fields: { parentId: 'A tree has at most 10 levels.' } },
  })
})

test('moves made at the same moment never close a circle: of two crosswise ones exactly one is done', async () => {
  const { categories } = await asRole('catalog')
  for (let round = 0; round < 5; round++) {
    const [a, b, c] = [await make(`A${round}`), await make(`B${round}`), await make(`C${round}`)]
    const outcomes = await Promise.allSettled([
      categories.move({ categoryId: a, parentId: b }),
      categories.move({ categoryId: b, parentId: c }),
      categories.move({ categoryId: c, parentId: a }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const rows = await shops.acme.inTenant((tx) =>
      tx.category.findMany({ where: { tenantId: tx.tenantId, id: { in: [a, b, c] } } }),
    )
    expect(rows.map(({ path }) => path.length).toSorted()).toEqual([1, 2, 3])
  }
})

describe('removing a category', () => {
  test('moves what it held up into its place, and its products with them, each with a version', async () => {
    const catalog = await asRole('catalog')
    const parent = await make('Garden')
    const [first, gone, last] = [await make('First', parent), await make('Gone', parent), await make('Last', parent)]
    const [one, two] = [await make('One', gone), await make('Two', gone)]
    const below = await make('Below', two)
    const { productId } = await catalog.products.create({ title: 'Rake', priceMinor: 100n })
    await shops.acme.inTenant((tx) =>
      tx.product.update({
        where: { tenantId_id: { tenantId: tx.tenantId, id: productId } },
        data: { categoryId: gone },
      }),
    )
    expect(await catalog.categories.remove({ categoryId: gone })).toEqual({ children: 2, products: 1 })
    const rows = await catalog.categories.tree({ open: [parent] })
    expect(rows.filter(({ parentId }) => parentId === parent).map(({ id }) => id)).toEqual([first, one, two, last])
    expect(await pathOf(below)).toEqual(['Garden', 'Two', 'Below'])
    expect(rows.find(({ id }) => id === parent)!.products).toBe(1)
    const product = await shops.acme.inTenant((tx) =>
      tx.product.findFirstOrThrow({ where: { tenantId: tx.tenantId, id: productId } }),
    )
    expect(product).toMatchObject({ categoryId: parent, version: 2 })
  })
})

test('products are counted for the whole subtree, archived ones left out; a search tells the way down', async () => {
  const catalog = await asRole('catalog')
  const top = await make('Clothes')
  const under = await make('Coats', top)
  for (const [title, status, categoryId] of [
    ['Parka', 'active', under],
    ['Old parka', 'archived', under],
    ['Voucher', 'draft', top],
  ] as const) {
    const { productId } = await catalog.products.create({ title, priceMinor: 1n, status })
    await shops.acme.inTenant((tx) =>
      tx.product.update({ where: { tenantId_id: { tenantId: tx.tenantId, id: productId } }, data: { categoryId } }),
    )
  }
  const rows = await catalog.categories.tree({ open: [top] })
  expect(rows.find(({ id }) => id === top)!.products).toBe(2)
  expect(rows.find(({ id }) => id === under)!.products).toBe(1)
  const [found] = await catalog.categories.find({ q: 'COAT' })
  expect(found).toMatchObject({ name: 'Coats', path: [{ name: 'Clothes' }, { name: 'Coats' }] })
})

test('the neighbour neither sees nor moves a category, and cannot hang its own under one', async () => {
  const mine = await make('Secret')
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  const theirs = (await neighbour.categories.create({ name: 'Theirs', parentId: null })).categoryId
  expect((await neighbour.categories.tree({ open: [mine] })).map(({ name }) => name)).toEqual(['Theirs'])
  expect(await neighbour.categories.find({ q: 'Secret' })).toEqual([])
  for (const deed of [
    () => neighbour.categories.move({ categoryId: mine, parentId: null }),
    () => neighbour.categories.move({ categoryId: theirs, parentId: mine }),
    () => neighbour.categories.rename({ categoryId: mine, name: 'Taken' }),
    () => neighbour.categories.remove({ categoryId: mine }),
    () => neighbour.categories.create({ name: 'Under', parentId: mine }),
  ])
    await expect(deed()).rejects.toMatchObject(refused('not_found', 404))
  expect(await pathOf(mine)).toEqual(['Secret'])
  const support = await asRole('support')
  await expect(support.categories.create({ name: 'No', parentId: null })).rejects.toMatchObject(
    refused('forbidden', 403),
  )
})
