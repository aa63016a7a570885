import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { canReadFile } from '../../basics/index.ts'
import { adjustStock } from '../../inventory/index.ts'
import { makeBundle } from '../../testing/bundle.ts'
import { openTestShops, type TestShop, type TestShops } from '../../testing/index.ts'
import { makeVariant } from '../../testing/shopper.ts'

let shops: TestShops
let acme: TestShop
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme } = shops)
})
afterAll(() => shops.close())

type Variant = { variantId: string; productId: string }
const api = async () => (await acme.as({ role: 'catalog' })).catalog
const codeOf = (error: unknown) => {
  const { cause, code } = error as { cause?: { code?: string }; code?: string }
  return cause?.code ?? code
}
/** What is said at the field of the keys; empty when nothing was refused. */
const toldOf = async (deed: Promise<unknown>) =>
  deed.then(
    () => '',
    (error: { cause: { fields: Record<string, string> } }) => error.cause.fields['keys'],
  )
const terms = { digital: true, sellsKeys: true, downloadsMax: 5, validDays: 30 }
const save = async (variant: Variant, more: Partial<typeof terms> = {}) =>
  (await api()).digital.save({ ...variant, ...terms, ...more })
const card = async (variant: Variant) => (await (await api()).digital.ofProduct(variant)).variants[0]!

test('a variant becomes a digital good that needs no parcel, and a thing again while nothing hangs on it', async () => {
  const variant = await makeVariant(acme, { onHand: 0 })
  await save(variant)
  const { kind } = await (await api()).digital.ofProduct(variant)
  expect(kind).toBe('digital')
  const product = await (await api()).products.byId(variant)
  expect(product.variants[0]).toMatchObject({ requiresShipping: false, trackStock: true })
  await save(variant, { digital: false })
  expect(await card(variant)).toMatchObject({ digital: null })
})

test('units on a shelf are not turned into keys, and keys are not counted, received or left uncounted', async () => {
  expect(await save(await makeVariant(acme, { onHand: 2 })).catch(codeOf)).toBe('digital_refused')
  const variant = await makeVariant(acme, { onHand: 0 })
  await save(variant)
  const by = { kind: 'system', id: null, name: 'Test' } as const
  const counted = acme.inTenant((tx) => adjustStock(tx, { ...variant, onHand: 9, reason: 'count' }, by))
  expect(await counted.catch(codeOf)).toBe('keys_are_stock')
  const { organisation, products } = await api()
  await organisation.setPackagings({ ...variant, packagings: [{ kind: 'box', quantity: 2 }] })
  const received = organisation.receivePacked({ ...variant, kind: 'box', quantity: 2, count: 1 })
  expect(await received.catch(codeOf)).toBe('keys_are_stock')
  const { version, variants } = await products.byId(variant)
  const [grid] = variants
  const uncounted = products.save({
    productId: variant.productId,
    version,
    variants: [{ id: grid!.id, trackStock: false }],
  })
  expect(await uncounted.catch(codeOf)).toBe('keys_need_counting')
})

test('keys are pasted or taken from the first column of a table; a repeated one is told with its line and nothing is added', async () => {
  const variant = await makeVariant(acme, { onHand: 0 })
  await save(variant)
  const add = async (keys: string) => (await api()).digital.addKeys({ ...variant, keys })
  expect(await add('Key;Bought\nAAAA-1111;2026-01-01\n"BBBB-2222";2026-01-02\n\n')).toMatchObject({ added: 2 })
  expect(await toldOf(add('CCCC-3333\nAAAA-1111'))).toBe('In the pool already: line 2. Nothing was added.')
  expect(await toldOf(add('DDDD\nEEEE\nDDDD'))).toContain('Line 3 is the same key as line 1')
  expect(await toldOf(add(' \n'))).toBe('There is no key in it.')
  expect(await toldOf(add(`${'x'.repeat(501)}`))).toContain('Line 1 is longer')
  const shown = await card(variant)
  expect(shown.keys).toEqual({ unused: 2, given: 0, owed: 0 })
  expect(JSON.stringify(shown)).not.toContain('AAAA')
  expect(await save(variant, { digital: false }).catch(codeOf)).toBe('digital_refused')
})

test('the same key pasted twice at once is in the pool once', async () => {
  const variant = await makeVariant(acme, { onHand: 0 })
  await save(variant)
  const { digital } = await api()
  await Promise.allSettled([1, 2, 3].map(() => digital.addKeys({ ...variant, keys: 'ONE-KEY-ONLY' })))
  expect((await card(variant)).keys.unused).toBe(1)
})

test('a file stays as it was sent, is public for nobody, and can be taken off', async () => {
  const variant = await makeVariant(acme, { onHand: 0 })
  await save(variant, { sellsKeys: false })
  const { digital } = await api()
  await digital.addFile({ ...variant, filename: '../song.mp3', bytes: new Uint8Array([1, 2, 3]) })
  const [file] = (await card(variant)).files
  expect(file).toMatchObject({ title: 'song.mp3', bytes: 3 })
  const allowed = await acme.inTenant(async (tx) => {
    const { fileId } = await tx.digitalFile.findFirstOrThrow({ where: { tenantId: tx.tenantId, id: file!.id } })
    const everything = {
      staff: { permissions: new Set(['catalog:read', 'catalog:write']) },
      customer: null,
      orderToken: 'a'.repeat(40),
    }
    return canReadFile(tx, { id: fileId, purpose: 'digital' }, everything)
  })
  expect(allowed).toBe(false)
  await digital.removeFile({ productId: variant.productId, digitalFileId: file!.id })
  expect((await card(variant)).files).toEqual([])
})

test('a digital good is no part of a bundle, and a bundle is not digital', async () => {
  const [key, cup] = [await makeVariant(acme, { onHand: 0 }), await makeVariant(acme)]
  await save(key, { sellsKeys: false })
  const bundle = await makeBundle(acme, [[cup, 1]])
  expect(await save(bundle).catch(codeOf)).toBe('digital_refused')
  const { bundles } = await api()
  const version = (await (await api()).products.byId(bundle)).version
  const variants = [{ variantId: bundle.variantId, components: [{ variantId: key.variantId, quantity: 1 }] }]
  expect(await bundles.save({ productId: bundle.productId, version, variants }).catch(codeOf)).toBe('invalid_input')
})

test('the neighbour makes nothing of ours digital, and reaches no file', async () => {
  const variant = await makeVariant(acme, { onHand: 0 })
  const theirs = (await shops.globex.as({ role: 'owner' })).catalog.digital
  expect(await theirs.save({ ...variant, ...terms }).catch(codeOf)).toBe('not_found')
  await save(variant)
  const bytes = new Uint8Array([1])
  expect(await theirs.addFile({ ...variant, filename: 'a', bytes }).catch(codeOf)).toBe('not_found')
})
