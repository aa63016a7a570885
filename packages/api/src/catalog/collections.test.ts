import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../testing/index.ts'

let shops: TestShops
let ids: string[]
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const { catalog } = await shops.acme.as({ role: 'owner' })
  ids = []
  for (const title of ['Bowl', 'Cup', 'Vase'])
    ids.push((await catalog.products.create({ title, priceMinor: 100n, tags: ['Clay'], status: 'active' })).productId)
  ids.push((await catalog.products.create({ title: 'Draft', priceMinor: 100n, tags: ['clay'] })).productId)
})
afterAll(() => shops.close())

const owner = async () => (await shops.acme.as({ role: 'owner' })).catalog
const fields = { title: 'Spring', descriptionHtml: '', status: 'active' as const, rule: null }
const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })

describe('the preview of a rule', () => {
  test('counts what the collection holds once it is saved, and shows what the shop would show', async () => {
    const { collections } = await owner()
    const rule = { field: 'tag' as const, value: 'clay' }
    const preview = await collections.preview({ rule })
    expect(preview).toMatchObject({
      products: 4,
      onSale: 3,
      first: [{ title: 'Bowl' }, { title: 'Cup' }, { title: 'Vase' }],
    })
    const { collectionId } = await collections.create({ ...fields, title: 'Clay', rule })
    expect((await collections.byId({ collectionId })).products).toBe(preview!.products)
    expect(await collections.preview({ rule: null })).toBeNull()
  })

  test('a product of the neighbour never counts', async () => {
    const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
    expect(await neighbour.collections.preview({ rule: { field: 'tag', value: 'clay' } })).toMatchObject({
      products: 0,
      first: [],
    })
  })
})

describe('a collection chosen by hand', () => {
  const titles = async (collectionId: string) =>
    (await (await owner()).collections.byId({ collectionId })).members.map(({ title }) => title)
  const make = async () => {
    const { collections } = await owner()
    const { collectionId } = await collections.create(fields)
    await collections.save({ ...fields, collectionId, version: 1, productIds: ids.slice(0, 3) })
    return collectionId
  }
  const lastDeed = async (collectionId: string) => {
    const { basics } = await shops.acme.as({ role: 'owner' })
    const subject = { subjectKind: 'collection' as const, subjectId: collectionId }
    return (await basics.talk.timeline(subject)).rows.filter(({ action }) => action === 'collection.saved')[0]!
  }

  test('keeps the order it is given, in the office and in the shop', async () => {
    const { collections } = await owner()
    const collectionId = await make()
    await collections.save({ ...fields, collectionId, version: 2, productIds: [ids[2]!, ids[0]!, ids[1]!] })
    expect(await titles(collectionId)).toEqual(['Vase', 'Bowl', 'Cup'])
    const { handle } = await collections.byId({ collectionId })
    const { storefront } = await shops.acme.as('guest')
    const shown = await storefront.collection({ handle, sort: 'featured' })
    expect(shown.list.cards.map(({ title }) => title)).toEqual(['Vase', 'Bowl', 'Cup'])
  })

  test('who saves what someone else changed meanwhile is refused, and nothing is written', async () => {
    const { collections } = await owner()
    const collectionId = await make()
    const late = { ...fields, title: 'Late', collectionId, version: 1, productIds: [] }
    await expect(collections.save(late)).rejects.toMatchObject(refused('version_conflict', 409))
    expect(await titles(collectionId)).toEqual(['Bowl', 'Cup', 'Vase'])
  })

  test('a change is undone from the timeline: words and order come back, and what was changed since stays', async () => {
    const { collections } = await owner()
    const collectionId = await make()
    await collections.save({ ...fields, title: 'Autumn', collectionId, version: 2, productIds: [ids[1]!] })
    const { id: auditId } = await lastDeed(collectionId)
    await collections.save({ ...fields, title: 'Winter', collectionId, version: 3, productIds: [ids[1]!] })
    await collections.undo({ collectionId, auditId })
    expect(await collections.byId({ collectionId })).toMatchObject({ title: 'Winter', version: 5 })
    expect(await titles(collectionId)).toEqual(['Bowl', 'Cup', 'Vase'])
    const { basics } = await shops.acme.as({ role: 'owner' })
    const { rows } = await basics.talk.timeline({ subjectKind: 'collection', subjectId: collectionId })
    expect(rows.find(({ id }) => id === auditId)).toMatchObject({ undone: true })
    await expect(collections.undo({ collectionId, auditId })).rejects.toMatchObject(refused('changed_since', 409))
  })

  test('the neighbour undoes nothing, and who only reads is refused', async () => {
    const collectionId = await make()
    const input = { collectionId, auditId: (await lastDeed(collectionId)).id }
    const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
    await expect(neighbour.collections.undo(input)).rejects.toMatchObject(refused('not_found', 404))
    const support = (await shops.acme.as({ role: 'support' })).catalog
    await expect(support.collections.undo(input)).rejects.toMatchObject(refused('forbidden', 403))
    expect(await titles(collectionId)).toEqual(['Bowl', 'Cup', 'Vase'])
  })
})
