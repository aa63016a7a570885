import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { claimJob, reportProgress, returnJob } from '../basics/index.ts'
import { readProducts } from '../catalog/index.ts'
import { findStockViolations } from '../inventory/index.ts'
import { jobHandlers } from '../job-handlers.ts'
import { importFiles } from '../testing/import-files.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'
import { runJobs } from '../testing/run-jobs.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const HEAD = 'Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty'
const files = () => importFiles(shops.acme, shops.filesDir)
const csv = (...rows: string[]) => [HEAD, ...rows].join('\n')
const productOf = async (handle: string) =>
  (await shops.acme.inTenant((tx) => readProducts(tx, { handles: [handle] })))[0]
const counts = () =>
  shops.acme.inTenant(async (tx) => ({
    products: await tx.product.count({ where: { tenantId: tx.tenantId } }),
    variants: await tx.productVariant.count({ where: { tenantId: tx.tenantId } }),
    collections: await tx.collection.count({ where: { tenantId: tx.tenantId } }),
    terms: await tx.productTerm.count({ where: { tenantId: tx.tenantId } }),
    onHand:
      (await tx.stockLevel.aggregate({ where: { tenantId: tx.tenantId }, _sum: { onHand: true } }))._sum.onHand ?? 0,
  }))

describe('undoing an import of products', () => {
  test('removes what it created and its collections, sets changed fields back, takes added variants away, and keeps the ledger', async () => {
    await files().bring('products', csv('cap,Cap,Nord,Hats,Size,S,cap-s,10,3'))
    const before = { ...(await counts()), cap: await productOf('cap') }
    const done = await files().bring(
      'products',
      csv(
        'cap,Cap,South,Hats,Size,S,cap-s,12,9',
        'cap,,,,Size,M,cap-m,12,4',
        'mug,Mug,South,Cups,Title,Default Title,mug,8,6',
      ),
      { overwriteStock: true, collections: true },
    )
    expect(await productOf('cap')).toMatchObject({ vendor: 'South', variants: [{ onHand: 9 }, { onHand: 4 }] })
    expect(done.counts).toEqual({ create: 1, update: 1 })
    const movements = () => shops.acme.inTenant((tx) => tx.stockMovement.count({ where: { tenantId: tx.tenantId } }))
    const moved = await movements()
    const undone = await files().undo(done.id)
    expect(undone).toMatchObject({ status: 'undone', undone: { removed: 1, restored: 1 } })
    const { cap, ...rest } = before
    expect(await counts()).toEqual(rest)
    const after = await productOf('cap')
    expect({ ...after, version: 0, updatedAt: 0 }).toEqual({ ...cap, version: 0, updatedAt: 0 })
    expect(await movements()).toBe(moved + 3)
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })

  test('one after the other from the last, takes back what each brought as if the later ones had never been', async () => {
    const row = (vendor: string, price: number, count: number) =>
      csv(
        `lamp,Lamp,${vendor},,Title,Default Title,lamp,${price},${count}`,
        `rug,Rug,${vendor},,Title,Default Title,rug,${price},${count}`,
      )
    const before = await counts()
    const first = await files().bring('products', row('North', 10, 3))
    const second = await files().bring('products', row('West', 12, 9), { overwriteStock: true })
    expect(second.counts).toEqual({ update: 2 })
    expect((await files().undo(second.id)).undone).toEqual({ restored: 2 })
    for (const handle of ['lamp', 'rug'])
      expect(await productOf(handle)).toMatchObject({ vendor: 'North', variants: [{ priceMinor: 1000n, onHand: 3 }] })
    expect((await files().undo(first.id)).undone).toEqual({ removed: 2 })
    expect(await counts()).toEqual(before)
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })

  test('archives what lies in a cart, keeps what someone worked on, and says so row by row', async () => {
    const one = (handle: string) => `${handle},The ${handle},Nord,,Title,Default Title,${handle},10,3`
    const done = await files().bring('products', csv(one('in-cart'), one('worked-on'), one('plain')))
    const cart = await productOf('in-cart')
    await shops.acme.inTenant(async (tx) => {
      const made = await tx.cart.create({ data: { tenantId: tx.tenantId, tokenHash: crypto.randomUUID() } })
      await tx.cartLine.create({
        data: {
          tenantId: tx.tenantId,
          cartId: made.id,
          variantId: cart!.variants[0]!.id,
          quantity: 1,
          priceSeenMinor: 1000n,
        },
      })
    })
    const worked = await productOf('worked-on')
    const products = (await shops.acme.as({ role: 'owner' })).catalog.products
    await products.save({ productId: worked!.id, version: 1, title: 'Better' })
    const undone = await files().undo(done.id)
    expect(undone.undone).toEqual({ archived: 1, kept: 1, removed: 1 })
    expect((await files().rows(done.id, 'kept')).map(({ line, undone: as }) => [line, as])).toEqual([
      [2, 'archived'],
      [3, 'kept'],
    ])
    expect(await productOf('in-cart')).toMatchObject({ status: 'archived', variants: [{ onHand: 3 }] })
    expect(await productOf('worked-on')).toMatchObject({ title: 'Better' })
    expect(await productOf('plain')).toBe(undefined)
  })

  test('is over after seven days, is done once, and is not the neighbour’s', async () => {
    const done = await files().bring('products', csv('late,Late,,,Title,Default Title,late,10,1'))
    const neighbour = (await shops.globex.as({ role: 'owner' })).imports
    await expect(neighbour.undo({ importId: done.id })).rejects.toMatchObject({ cause: { code: 'not_found' } })
    await shops.acme.inTenant(
      (tx) => tx.$executeRaw`
      update imports set undo_until = now() - interval '1 second' where tenant_id = ${tx.tenantId}::uuid and id = ${done.id}::uuid`,
    )
    await expect(files().undo(done.id)).rejects.toMatchObject({ cause: { code: 'undo_too_late' } })
    expect((await (await files().imports()).byId({ importId: done.id })).undoable).toBe(false)
    expect(await productOf('late')).toBeDefined()
    const other = await files().bring('products', csv('once,Once,,,Title,Default Title,once,10,1'))
    await files().undo(other.id)
    await expect(files().undo(other.id)).rejects.toMatchObject({ cause: { code: 'import_not_ready' } })
  })

  test('goes on where a killed worker left it', async () => {
    const rows = Array.from({ length: 230 }, (_, at) => `kill-${at},Kill ${at},,,Title,Default Title,kill-${at},10,1`)
    const before = await counts()
    const done = await files().bring('products', csv(...rows))
    await (await files().imports()).undo({ importId: done.id })
    const job = (await shops.acme.inTenant((tx) => claimJob(tx)))!
    let transactions = 0
    const dying = jobHandlers[job.kind]!({
      tenantId: shops.acme.tenant.id,
      jobId: job.id,
      payload: job.payload,
      attempt: job.attempt,
      inTenant: (work) =>
        shops.acme.inTenant(async (tx) => {
          const result = await work(tx)
          if (++transactions === 5) throw new Error('killed')
          return result
        }),
      progress: (now, total) => shops.acme.inTenant((tx) => reportProgress(tx, job.id, now, total)),
      signal: new AbortController().signal,
      filesDir: shops.filesDir,
    })
    await expect(dying).rejects.toThrow('killed')
    expect((await counts()).products).toBe(before.products + 130)
    await shops.acme.inTenant((tx) => returnJob(tx, job))
    await runJobs(shops.acme, shops.filesDir)
    expect(await counts()).toEqual(before)
    expect((await (await files().imports()).byId({ importId: done.id })).undone).toEqual({ removed: 230 })
  })
})

describe('rows that failed', () => {
  const broken = csv(
    'shirt,Shirt,,,Size,S,sh-s,10,1',
    'shirt,,,,Size,M,sh-m,ten,1',
    'vase,Vase,,,Title,Default Title,vase,,2',
    'lamp,Lamp,,,Title,Default Title,lamp,30,2',
  )

  test('are put right in the dry run from the downloaded file; only then they are imported', async () => {
    const importId = await files().upload('products', broken)
    expect(await files().check(importId)).toMatchObject({ create: 2, error: 2 })
    const api = await files().imports()
    const { csv: failed, filename } = await api.failedRows({ importId })
    expect(filename).toBe('products-failed-rows.csv')
    expect(failed.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffLine', '3', '4', ''])
    const right = failed.replaceAll('ten', '11').replace('vase,,2', 'vase,25,2')
    await api.fixFromFile({ importId, file: { filename, bytes: Buffer.from(right) } })
    await runJobs(shops.acme, shops.filesDir)
    const checked = await api.byId({ importId })
    expect(checked).toMatchObject({ status: 'checked' })
    expect(checked.counts).toEqual({ create: 3 })
    await files().begin(importId)
    expect((await productOf('shirt'))!.variants.map(({ sku }) => sku)).toEqual(['sh-s', 'sh-m'])
    await files().undo(importId)
    expect(await productOf('shirt')).toBe(undefined)
  })

  test('run alone after the import, and an undo takes all of it back', async () => {
    const before = await counts()
    const importId = await files().upload('products', broken.replaceAll('shirt', 'blouse'))
    await files().check(importId)
    const done = await files().begin(importId)
    expect(done.counts).toEqual({ create: 2, error: 2 })
    const lamp = await productOf('lamp')
    const api = await files().imports()
    const [size] = await files().rows(importId, 'error')
    expect(size).toMatchObject({ line: 3, reason: 'Variant Price is not an amount: "ten".' })
    await api.fixRows({ importId, rows: [{ line: 3, cells: { 7: '11' } }] })
    await runJobs(shops.acme, shops.filesDir)
    const again = await api.byId({ importId })
    expect(again).toMatchObject({ status: 'done', counts: { create: 2, error: 1 } })
    expect((await productOf('blouse'))!.variants).toMatchObject([{ onHand: 1 }, { priceMinor: 1100n, onHand: 1 }])
    expect(await productOf('lamp')).toEqual(lamp)
    await files().undo(importId)
    expect(await counts()).toEqual(before)
    expect(await shops.acme.inTenant(findStockViolations)).toEqual([])
  })

  test('are only those: a line that did not fail and a file of something else are refused', async () => {
    const importId = await files().upload('products', broken)
    await files().check(importId)
    const api = await files().imports()
    await expect(api.fixRows({ importId, rows: [{ line: 5, cells: { 7: '1' } }] })).rejects.toMatchObject({
      cause: { fields: { file: 'Line 5 is not among the failed rows.' } },
    })
    const file = { filename: 'x.csv', bytes: Buffer.from(broken) }
    await expect(api.fixFromFile({ importId, file })).rejects.toMatchObject({ cause: { code: 'invalid_input' } })
    const neighbour = (await shops.globex.as({ role: 'owner' })).imports
    await expect(neighbour.fixRows({ importId, rows: [{ line: 3, cells: {} }] })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    })
  })
})
