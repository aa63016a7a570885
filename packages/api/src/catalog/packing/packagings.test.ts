import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findStockViolations } from '../../inventory/index.ts'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { makeVariant } from '../../testing/shopper.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const api = async () => (await shops.acme.as({ role: 'catalog' })).catalog.organisation
const BOX = { kind: 'box' as const, quantity: 12 }
const made = async (packagings: { kind: 'each' | 'box'; quantity: number; barcode?: string }[] = [BOX]) => {
  const variant = await makeVariant(shops.acme, { onHand: 5 })
  await (await api()).setPackagings({ ...variant, packagings })
  return variant
}
const errors = (fields: Record<string, string>) => ({ cause: { code: 'invalid_input', fields } })

test('two boxes of 12 are 24 pieces more on the shelf, whatever lay there, and the ledger says in what they came', async () => {
  const { variantId } = await made()
  const { receivePacked } = await api()
  expect(await receivePacked({ variantId, ...BOX, count: 2 })).toEqual({ onHand: 29, received: 24 })
  await Promise.all([1, 2, 3].map(() => receivePacked({ variantId, ...BOX, count: 1 })))
  const { stockLevels, reasons } = await shops.acme.inTenant(async (tx) => ({
    stockLevels: await tx.stockLevel.findMany({ where: { tenantId: tx.tenantId, variantId } }),
    reasons: await tx.stockMovement.findMany({ where: { tenantId: tx.tenantId, variantId, kind: 'received' } }),
  }))
  expect(stockLevels.map(({ onHand }) => onHand)).toContain(65)
  expect(reasons.map(({ reason }) => reason)).toContain('Received 2 × box of 12')
  expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
})

test('a packaging that is no longer there is not found; half a box and none are no number of boxes', async () => {
  const { variantId } = await made()
  const { receivePacked } = await api()
  await expect(receivePacked({ variantId, kind: 'box', quantity: 10, count: 1 })).rejects.toThrow('does not exist')
  for (const count of [0, 0.5, -1, Number.NaN])
    await expect(receivePacked({ variantId, ...BOX, count })).rejects.toMatchObject(
      errors({ count: expect.any(String) as string }),
    )
  await expect(receivePacked({ variantId, ...BOX, count: 1_000_000 })).resolves.toMatchObject({ received: 12_000_000 })
})

test('a barcode means one packaging of one variant; a wrong GTIN is told at its row', async () => {
  const code = '4006381333931'
  const first = await made([{ ...BOX, barcode: code }])
  const { setPackagings } = await api()
  const again = (packagings: Parameters<typeof setPackagings>[0]['packagings']) =>
    setPackagings({ ...first, packagings })
  await again([{ ...BOX, barcode: code }])
  const other = await makeVariant(shops.acme)
  await expect(
    setPackagings({ ...other, packagings: [BOX, { ...BOX, quantity: 6, barcode: code }] }),
  ).rejects.toMatchObject(errors({ 'packagings.1.barcode': 'Cup has this barcode already.' }))
  await expect(again([{ ...BOX, barcode: '4006381333932' }])).rejects.toMatchObject(
    errors({ 'packagings.0.barcode': expect.stringContaining('no valid GTIN') as string }),
  )
  await expect(
    again([
      { ...BOX, barcode: code },
      { ...BOX, quantity: 6, barcode: code },
    ]),
  ).rejects.toMatchObject(errors({ 'packagings.1.barcode': 'Another packaging here has this barcode.' }))
})

test('the neighbour receives nothing into our stock', async () => {
  const { variantId } = await made()
  const theirs = (await shops.globex.as({ role: 'owner' })).catalog.organisation
  await expect(theirs.receivePacked({ variantId, ...BOX, count: 1 })).rejects.toThrow('does not exist')
})
