import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const asRole = async (role: string) => (await shops.acme.as({ role })).catalog
let made = 0
const product = async (productType = '') =>
  (await (await asRole('catalog')).products.create({ title: `Lamp ${++made}`, priceMinor: 100n, productType }))
    .productId
const define = async (fields: object) => {
  const catalog = await asRole('catalog')
  return (
    await catalog.attributes.save({ name: `Attribute ${++made}`, kind: 'text', everywhere: true, ...fields } as never)
  ).id
}
const say = async (productId: string, attributeId: string, said: string[]) =>
  (await asRole('catalog')).attributes.saveValues({ productId, values: [{ attributeId, said }] })

describe('a value', () => {
  const cases: [kind: string, rule: object, good: string[], bad: string[], sentence: string][] = [
    ['text', { min: 2, max: 4 }, ['abc'], ['abcde'], 'Use at most 4 characters.'],
    ['text', { pattern: 'AA-##' }, ['de-26'], ['de-2x'], 'Write it in the form AA-##.'],
    ['number', { min: 0, max: 10 }, ['7.5'], ['10.1'], 'Type 10 or less.'],
    ['number', {}, ['-3'], ['1,5'], 'Type a number such as 12 or 12.5.'],
    ['date', {}, ['2026-02-28'], ['2026-02-30'], 'Choose a day.'],
    ['boolean', {}, ['true'], ['perhaps'], 'Choose yes or no.'],
    ['choice', { options: ['S', 'M'] }, ['M'], ['XL'], 'XL is not one of the choices.'],
    ['choices', { options: ['red', 'blue'] }, ['blue', 'red'], ['green'], 'green is not one of the choices.'],
    ['colour', {}, ['#1A2b3c'], ['red'], 'Write a colour such as #1a2b3c.'],
    ['url', {}, ['https://example.com/a'], ['javascript:alert(1)'], 'Type an address such as https://example.com.'],
  ]
  test.each(cases)(
    'of kind %s (%j) is taken when it fits and refused at its field when not',
    async (kind, rule, good, bad, sentence) => {
      const attributeId = await define({ kind, ...rule })
      const productId = await product()
      await expect(say(productId, attributeId, bad)).rejects.toMatchObject({
        cause: { code: 'invalid_input', fields: { [`attribute.${attributeId}`]: sentence } },
      })
      expect(await say(productId, attributeId, good)).toMatchObject({ version: 2, changed: 1 })
      expect(await say(productId, attributeId, good)).toMatchObject({ version: 2, changed: 0 })
      const read = (await (await asRole('catalog')).attributes.ofProduct({ productId })).find(
        ({ id }) => id === attributeId,
      )!
      expect(read.values).toHaveLength(good.length)
    },
  )

  test('that refers to a product or a file refers to one of this shop, and not to itself', async () => {
    const attributeId = await define({ kind: 'product' })
    const [productId, other] = [await product(), await product()]
    await say(productId, attributeId, [other])
    const theirs = await (
      await shops.globex.as({ role: 'owner' })
    ).catalog.products.create({ title: 'Theirs', priceMinor: 1n })
    for (const wrong of [productId, theirs.productId, crypto.randomUUID()]) {
      await expect(say(productId, attributeId, [wrong])).rejects.toMatchObject(refused('invalid_input', 422))
    }
    const fileAttribute = await define({ kind: 'file' })
    await expect(say(productId, fileAttribute, [crypto.randomUUID()])).rejects.toMatchObject(
      refused('invalid_input', 422),
    )
  })

  test('one wrong value and nothing is written; a needed one cannot be taken away', async () => {
    const [fine, wrong] = [await define({}), await define({ kind: 'number', required: true })]
    const productId = await product()
    const catalog = await asRole('catalog')
    const values = [
      { attributeId: fine, said: ['fine'] },
      { attributeId: wrong, said: ['no number'] },
    ]
    await expect(catalog.attributes.saveValues({ productId, values })).rejects.toMatchObject(
      refused('invalid_input', 422),
    )
    expect((await catalog.products.byId({ productId })).version).toBe(1)
    await say(productId, wrong, ['1'])
    await expect(say(productId, wrong, [])).rejects.toMatchObject(refused('invalid_input', 422))
  })
})

test('a type says which attributes its products carry and need; another type’s are not there', async () => {
  const catalog = await asRole('catalog')
  const attributeId = await define({ everywhere: false, kind: 'number' })
  const [lamp, chair] = [await product('Carried lamp'), await product('Carried chair')]
  const [type] = (await catalog.productTypes.list({ q: 'carried lamp' })).rows
  await catalog.productTypes.setAttributes({ id: type!.id, attributes: [{ attributeId, required: true }] })
  expect((await catalog.attributes.ofProduct({ productId: lamp })).find(({ id }) => id === attributeId)).toMatchObject({
    required: true,
  })
  expect((await catalog.attributes.ofProduct({ productId: chair })).map(({ id }) => id)).not.toContain(attributeId)
  await expect(say(chair, attributeId, ['1'])).rejects.toMatchObject(refused('not_found', 404))
})

describe('a definition that changes', () => {
  test('against values there are is refused with their number; asked to, it takes those values away, each with a version', async () => {
    const catalog = await asRole('catalog')
    const attributeId = await define({ kind: 'choice', options: ['S', 'M', 'XL'] })
    const [small, large] = [await product(), await product()]
    await say(small, attributeId, ['S'])
    await say(large, attributeId, ['XL'])
    const { name } = await catalog.attributes.byId({ attributeId })
    const change = { id: attributeId, name, kind: 'choice' as const, options: ['S', 'M'], everywhere: true }
    await expect(catalog.attributes.save(change)).rejects.toMatchObject({
      cause: { code: 'values_would_break', detail: { products: 1, examples: ['XL'] } },
    })
    expect(await catalog.attributes.save({ ...change, breaking: 'clear' })).toMatchObject({ cleared: 1 })
    expect((await catalog.products.byId({ productId: large })).version).toBe(3)
    expect((await catalog.products.byId({ productId: small })).version).toBe(2)
    await expect(catalog.attributes.save({ ...change, kind: 'text' })).rejects.toMatchObject({
      cause: { fields: { kind: expect.stringContaining('1 product has a value') as string } },
    })
    await expect(catalog.attributes.remove({ attributeId })).rejects.toMatchObject(refused('record_in_use', 409))
  })

  test('to a key that another has is refused; choices without a choice are too', async () => {
    const catalog = await asRole('catalog')
    await define({ key: 'material' })
    await expect(define({ key: 'material' })).rejects.toMatchObject({
      cause: { fields: { key: expect.any(String) as string } },
    })
    await expect(catalog.attributes.save({ name: 'Empty', kind: 'choice' })).rejects.toMatchObject({
      cause: { fields: { options: 'Give it at least one choice.' } },
    })
  })
})

test('the neighbour sees none of it and cannot write a value or a definition', async () => {
  const attributeId = await define({})
  const productId = await product()
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog
  expect(await neighbour.attributes.list()).toEqual([])
  await expect(neighbour.attributes.byId({ attributeId })).rejects.toMatchObject(refused('not_found', 404))
  await expect(neighbour.attributes.save({ id: attributeId, name: 'Stolen', kind: 'text' })).rejects.toMatchObject(
    refused('not_found', 404),
  )
  await expect(neighbour.attributes.saveValues({ productId, values: [] })).rejects.toMatchObject(
    refused('not_found', 404),
  )
  await expect(neighbour.attributes.ofProduct({ productId })).rejects.toMatchObject(refused('not_found', 404))
})
