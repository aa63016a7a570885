import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findStockViolations, listWarehouses } from '../inventory/index.ts'
import { importFiles } from '../testing/import-files.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const files = (role?: string) => importFiles(shops.acme, shops.filesDir, role)

/** Products with one variant each, by SKU. */
const shelf = async (skus: string[]) => {
  const { products } = (await shops.acme.as({ role: 'owner' })).catalog
  for (const sku of skus) await products.create({ title: `The ${sku}`, sku, priceMinor: 1_000n, onHand: 5 })
}
const variant = (sku: string) =>
  shops.acme.inTenant((tx) =>
    tx.productVariant.findFirstOrThrow({ where: { tenantId: tx.tenantId, sku }, include: { product: true } }),
  )
const onHand = (sku: string) =>
  shops.acme.inTenant(async (tx) => {
    const { id } = await tx.productVariant.findFirstOrThrow({ where: { tenantId: tx.tenantId, sku } })
    return (await tx.stockLevel.findFirstOrThrow({ where: { tenantId: tx.tenantId, variantId: id } })).onHand
  })
/** How much was ever written down: what an import that changes nothing leaves as it is. */
const traces = () =>
  shops.acme.inTenant(async (tx) => ({
    movements: await tx.stockMovement.count({ where: { tenantId: tx.tenantId } }),
    versions: await tx.productVersion.count({ where: { tenantId: tx.tenantId } }),
    audit: await tx.auditEntry.count({ where: { tenantId: tx.tenantId, subjectKind: { not: 'import' } } }),
  }))

describe('stock', () => {
  test('goes to the ledger as differences, bad rows are told, and a second time changes nothing', async () => {
    await shelf(['s-one', 's-two', 's-three'])
    await shelf(['s-twin'])
    await shelf(['s-twin'])
    const [warehouse] = await shops.acme.inTenant(listWarehouses)
    const csv = [
      'SKU;Lager;Bestand',
      `s-one;${warehouse!.code};12`,
      's-two;;5',
      's-three;;-1',
      's-gone;;4',
      's-twin;;4',
      's-one;;1',
      's-two;nowhere;1',
    ].join('\n')
    const done = await files().bring('stock', csv)
    expect(done.counts).toEqual({ update: 1, unchanged: 1, error: 5 })
    expect((await files().rows(done.id, 'error')).map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'Bestand is -1, and a shelf cannot hold less than nothing.'],
      [5, 'No variant has the SKU s-gone.'],
      [6, '2 variants have the SKU s-twin, so it does not say which one is meant.'],
      [7, 's-one is on line 2 already.'],
      [8, 'There is no warehouse nowhere.'],
    ])
    expect([await onHand('s-one'), await onHand('s-two')]).toEqual([12, 5])
    const before = await traces()
    expect((await files().bring('stock', csv)).counts).toEqual({ unchanged: 2, error: 5 })
    expect(await traces()).toEqual(before)
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })

  test('is undone by counter-movements: what was sold since stays sold, what was counted anew stays counted', async () => {
    await shelf(['u-sold', 'u-counted', 'u-plain'])
    const done = await files().bring('stock', 'sku,on hand\nu-sold,20\nu-counted,30\nu-plain,40')
    const stock = (await shops.acme.as({ role: 'owner' })).catalog.stock
    const { id } = await variant('u-counted')
    await stock.adjust({ variantId: id, onHand: 33, expectedOnHand: 30, reason: 'Counted' })
    await ship('u-sold', 2)
    const before = await traces()
    const undone = await files().undo(done.id)
    expect(undone).toMatchObject({ status: 'undone', undone: { restored: 2, kept: 1 } })
    expect([await onHand('u-sold'), await onHand('u-counted'), await onHand('u-plain')]).toEqual([3, 33, 5])
    expect((await traces()).movements).toBe(before.movements + 2)
    expect((await files().rows(done.id, 'kept')).map(({ line }) => line)).toEqual([3])
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })
})

/** Units leave the shelf as they do with a parcel. */
const ship = (sku: string, units: number) =>
  shops.acme.inTenant(async (tx) => {
    const { id } = await tx.productVariant.findFirstOrThrow({ where: { tenantId: tx.tenantId, sku } })
    await tx.$executeRaw`
      with moved as (
        insert into stock_movements (tenant_id, variant_id, warehouse_id, quantity, kind)
        select tenant_id, variant_id, warehouse_id, -${units}::int, 'returned' from stock_levels
        where tenant_id = ${tx.tenantId}::uuid and variant_id = ${id}::uuid)
      update stock_levels set on_hand = on_hand - ${units}::int where tenant_id = ${tx.tenantId}::uuid and variant_id = ${id}::uuid`
  })

describe('prices', () => {
  test('are set for many variants with a version and a word each; kept and empty fields stay; undo sets back what nobody changed', async () => {
    await shelf(['p-one', 'p-two', 'p-three'])
    const csv =
      'Artikelnummer\tPreis\tVergleichspreis\tEinkaufspreis\np-one\t12,50\t20,00\t4,00\np-two\t13,00\t\t5,00\np-three\t9,00\t8,00\t'
    const done = await files().bring('prices', csv, { keep: ['costMinor'] })
    expect(done.counts).toEqual({ update: 2, error: 1 })
    expect(await variant('p-one')).toMatchObject({ priceMinor: 1250n, compareAtMinor: 2000n, costMinor: null })
    expect((await variant('p-one')).product.version).toBe(2)
    const before = await traces()
    expect((await files().bring('prices', csv, { keep: ['costMinor'] })).counts).toEqual({ unchanged: 2, error: 1 })
    expect(await traces()).toEqual(before)
    const products = (await shops.acme.as({ role: 'owner' })).catalog.products
    const two = await variant('p-two')
    await products.save({
      productId: two.productId,
      version: two.product.version,
      variants: [{ id: two.id, priceMinor: 1400n }],
    })
    const undone = await files().undo(done.id)
    expect(undone.undone).toEqual({ restored: 1, kept: 1 })
    expect(await variant('p-one')).toMatchObject({ priceMinor: 1000n, compareAtMinor: null })
    expect(await variant('p-two')).toMatchObject({ priceMinor: 1400n })
    expect((await files().rows(done.id, 'kept')).map(({ undoneReason }) => undoneReason)).toEqual([
      'Changed since the import, so it stays: priceMinor.',
    ])
  })
})

describe('customers', () => {
  const found = (email: string) =>
    shops.acme.inTenant((tx) => tx.customer.findFirst({ where: { tenantId: tx.tenantId, emailNorm: email } }))

  test('come in without a password, are changed field by field, and go again when they did nothing since', async () => {
    const first = await files().bring(
      'customers',
      'E-Mail,Vorname,Nachname,Telefon,Ort\nAna@x.example,Ana,Ruiz,+49 1,Ulm\nno mail,Bo,,,',
    )
    expect(first.counts).toEqual({ create: 1, error: 1 })
    expect(await found('ana@x.example')).toMatchObject({
      name: 'Ana Ruiz',
      passwordHash: null,
      contact: { phone: '+49 1', city: 'Ulm' },
    })
    const second = await files().bring(
      'customers',
      'email,name,phone,city\nana@x.example,Ana R.,+49 2,\nzoe@x.example,Zoe,,',
    )
    expect(second.counts).toEqual({ update: 1, create: 1 })
    expect(await found('ana@x.example')).toMatchObject({ name: 'Ana R.', contact: { phone: '+49 2', city: 'Ulm' } })
    const before = await traces()
    expect((await files().bring('customers', 'email,name\nana@x.example,Ana R.')).counts).toEqual({ unchanged: 1 })
    expect(await traces()).toEqual(before)
    expect((await files().undo(second.id)).undone).toEqual({ restored: 1, removed: 1 })
    expect(await found('ana@x.example')).toMatchObject({ name: 'Ana Ruiz', contact: { phone: '+49 1', city: 'Ulm' } })
    expect(await found('zoe@x.example')).toBe(null)
  })

  test('who registers with an imported address has the account, sees nothing the shop knew, and survives the undo', async () => {
    const done = await files().bring('customers', 'email,name,phone\nkim@x.example,Kim,+49 30 999')
    const guest = await shops.acme.as('guest')
    const { customer } = await guest.customers.register({
      name: 'K. Lee',
      email: 'kim@x.example',
      password: 'a long password of hers',
    })
    const own = await shops.acme.as({ ...customer, sessionId: 'x' } as never)
    expect(await own.customers.me()).toMatchObject({ name: 'K. Lee', phone: null })
    await expect(
      guest.customers.register({ name: 'Eve', email: 'kim@x.example', password: 'another long password' }),
    ).rejects.toMatchObject({ cause: { code: 'invalid_input' } })
    expect((await files().undo(done.id)).undone).toEqual({ kept: 1 })
    expect(await found('kim@x.example')).toMatchObject({
      name: 'K. Lee',
      contact: { name: 'Kim', phone: '+49 30 999' },
    })
  })

  test('need their own permission, for the file and for what it said', async () => {
    const refused = { cause: expect.objectContaining({ code: 'forbidden' }) as unknown }
    await expect(files('catalog').upload('customers', 'email\na@b.example')).rejects.toMatchObject(refused)
    const importId = await files().upload('customers', 'email\na@b.example')
    const catalog = (await shops.acme.as({ role: 'catalog' })).imports
    await expect(catalog.byId({ importId })).rejects.toMatchObject(refused)
    expect((await catalog.list()).map(({ id }) => id)).not.toContain(importId)
    const neighbour = (await shops.globex.as({ role: 'owner' })).imports
    await expect(neighbour.columns({ importId })).rejects.toMatchObject({ cause: { code: 'not_found' } })
    await expect(neighbour.undo({ importId })).rejects.toMatchObject({ cause: { code: 'not_found' } })
  })
})
