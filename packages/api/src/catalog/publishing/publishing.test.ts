import { createAuthPool } from '@souk/db'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { runJobs } from '../../testing/run-jobs.ts'

let shops: TestShops
let superuser: ReturnType<typeof createAuthPool>
let productId: string
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  superuser = createAuthPool(shops.database.urls.super)
  // A role that may write the catalogue and not publish it.
  await shops.acme.inTenant((tx) =>
    tx.role.updateMany({
      where: { tenantId: tx.tenantId, key: 'catalog' },
      data: { permissions: ['catalog:read', 'catalog:write'] },
    }),
  )
})
beforeEach(async () => {
  productId = (await (await writer()).products.create({ title: 'Vase', vendor: 'Old', priceMinor: 4900n })).productId
})
afterAll(async () => {
  await superuser.end()
  await shops.close()
})

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const writer = async () => (await shops.acme.as({ role: 'catalog' })).catalog
const reviewer = async () => (await shops.acme.as({ role: 'manager' })).catalog
const noticesOf = async (role: string) =>
  (await (await shops.acme.as({ role })).basics.notifications.list()).rows.filter(
    ({ subjectId }) => subjectId === productId,
  )
const productNow = async () => (await writer()).products.byId({ productId })
const soon = () => new Date(Date.now() + 3_600_000)

async function propose(more: object = { title: 'Tall vase' }) {
  const catalog = await writer()
  const made = await catalog.publishing.propose({ productId, version: 1, note: 'For spring', submit: true, ...more })
  return made.revisionId
}
const PASS = {
  product_revisions: "update product_revisions set publish_at = now() - interval '1 second' where id = $1",
  products: "update products set publish_at = now() - interval '1 second' where id = $1",
}
/** Lets an hour pass for one job and what it is about, by the clock that counts. */
async function passTime(table: 'product_revisions' | 'products', id: string) {
  await superuser.query(PASS[table], [id])
  await superuser.query(
    `update jobs set run_at = now() - interval '1 second' where kind in ('product.publish', 'product.turn') and status = 'ready'`,
  )
}

describe('a proposed change', () => {
  test('holds what differs, changes nothing yet, and tells those who may publish', async () => {
    const revisionId = await propose({ title: 'Tall vase', vendor: 'Old' })
    const revision = await (await reviewer()).publishing.byId({ revisionId })
    expect(revision).toMatchObject({
      status: 'in_review',
      baseVersion: 1,
      createdByName: 'catalog',
      note: 'For spring',
    })
    expect(revision.lines).toEqual([{ key: 'title', field: 'title', of: null, before: 'Vase', after: 'Tall vase' }])
    expect(await productNow()).toMatchObject({ title: 'Vase', version: 1 })
    expect((await noticesOf('manager')).map(({ kind }) => kind)).toEqual(['revision.submitted'])
    expect(await noticesOf('catalog')).toEqual([])
    expect(await noticesOf('support')).toEqual([])
    await expect(propose({ vendor: 'Old' })).rejects.toMatchObject(refused('invalid_input', 422))
  })

  test('is published by one who may, and by nobody else; its author is told', async () => {
    const revisionId = await propose()
    const verdict = { revisionId, verdict: 'publish' as const }
    await expect((await writer()).publishing.review(verdict)).rejects.toMatchObject(refused('forbidden', 403))
    await (await reviewer()).publishing.review(verdict)
    expect(await productNow()).toMatchObject({ title: 'Tall vase', version: 2 })
    const [deed] = await (await writer()).history.versions({ productId })
    expect(deed).toMatchObject({ version: 2, actorName: 'manager' })
    expect((await noticesOf('catalog')).map(({ kind }) => kind)).toEqual(['revision.published'])
    await expect((await reviewer()).publishing.review(verdict)).rejects.toMatchObject(refused('revision_step', 409))
  })

  test('is sent back with a reason, taken up again by its author alone, and handed in anew', async () => {
    const revisionId = await propose()
    const manager = await reviewer()
    await expect(manager.publishing.review({ revisionId, verdict: 'reject' })).rejects.toMatchObject(
      refused('invalid_input', 422),
    )
    await manager.publishing.review({ revisionId, verdict: 'reject', note: 'Shorter' })
    await expect(manager.publishing.submit({ revisionId })).rejects.toMatchObject(refused('forbidden', 403))
    await (await writer()).publishing.submit({ revisionId })
    expect(await manager.publishing.byId({ revisionId })).toMatchObject({ status: 'in_review', reviewNote: 'Shorter' })
  })

  test('that collides with what others changed is refused with both values, and published when it was decided', async () => {
    const revisionId = await propose()
    const manager = await reviewer()
    await manager.products.save({ productId, version: 1, title: 'Wide vase' })
    const asked = manager.publishing.review({ revisionId, verdict: 'publish' })
    await expect(asked).rejects.toMatchObject({
      cause: {
        code: 'edit_conflict',
        detail: { conflicts: [{ mine: 'Tall vase', theirs: 'Wide vase', by: 'manager' }] },
      },
    })
    expect(await manager.publishing.byId({ revisionId })).toMatchObject({ status: 'in_review' })
    const decided = { version: 2, mine: ['title'], theirs: [] }
    await manager.publishing.review({ revisionId, verdict: 'publish', decided })
    expect(await productNow()).toMatchObject({ title: 'Tall vase', version: 3 })
  })
})

describe('a scheduled change', () => {
  const schedule = async (revisionId: string, publishAt = soon()) =>
    (await reviewer()).publishing.review({ revisionId, verdict: 'schedule', publishAt })

  test('goes out at its moment by the database, in the name of who scheduled it, and not before', async () => {
    const revisionId = await propose()
    await expect(schedule(revisionId, new Date(Date.now() - 1000))).rejects.toMatchObject(refused('invalid_input', 422))
    await schedule(revisionId)
    expect(await runJobs(shops.acme, shops.filesDir)).toEqual([])
    await passTime('product_revisions', revisionId)
    expect(await runJobs(shops.acme, shops.filesDir)).toEqual([{ published: true }])
    expect(await productNow()).toMatchObject({ title: 'Tall vase', version: 2 })
    const [made] = await (await writer()).history.versions({ productId })
    expect(made).toMatchObject({ actorName: 'manager', source: 'system' })
  })

  test('that was put off is left alone by the job of its first moment', async () => {
    const revisionId = await propose()
    await schedule(revisionId)
    await (await reviewer()).publishing.review({ revisionId, verdict: 'approve' })
    await passTime('product_revisions', revisionId)
    expect(await runJobs(shops.acme, shops.filesDir)).toEqual([{ published: false }])
    expect(await productNow()).toMatchObject({ title: 'Vase', version: 1 })
  })

  test('that collides goes back to review with the fields, writes nothing, and tells both', async () => {
    const revisionId = await propose({ title: 'Tall vase', vendor: 'New' })
    await schedule(revisionId)
    await (await reviewer()).products.save({ productId, version: 1, title: 'Wide vase' })
    await passTime('product_revisions', revisionId)
    expect(await runJobs(shops.acme, shops.filesDir)).toMatchObject([{ published: false }])
    const revision = await (await writer()).publishing.byId({ revisionId })
    expect(revision).toMatchObject({
      status: 'in_review',
      problem: { conflicts: [{ key: 'title', mine: 'Tall vase', theirs: 'Wide vase', by: 'manager' }] },
    })
    expect(await productNow()).toMatchObject({ title: 'Wide vase', vendor: 'Old', version: 2 })
    for (const role of ['catalog', 'manager'])
      expect((await noticesOf(role))[0]).toMatchObject({ kind: 'revision.sent_back', data: { title: 'Wide vase' } })
  })
})

test('a product goes on sale and off again at its moments, once each', async () => {
  const manager = await reviewer()
  const later = new Date(Date.now() + 7_200_000)
  await expect(manager.publishing.schedule({ productId, publishAt: later, unpublishAt: soon() })).rejects.toMatchObject(
    refused('invalid_input', 422),
  )
  await manager.publishing.schedule({ productId, publishAt: soon(), unpublishAt: later })
  expect(await runJobs(shops.acme, shops.filesDir)).toEqual([])
  await passTime('products', productId)
  expect(await runJobs(shops.acme, shops.filesDir)).toMatchObject([{ status: 'active' }, { status: null }])
  expect(await productNow()).toMatchObject({ status: 'active', publishAt: null, unpublishAt: later })
  await superuser.query('update products set unpublish_at = now() where id = $1', [productId])
  await superuser.query(`update jobs set status = 'ready', run_at = now() where kind = 'product.turn'`)
  expect(await runJobs(shops.acme, shops.filesDir)).toMatchObject([{ status: 'draft' }, { status: null }])
  const actions = (await manager.history.versions({ productId })).map(({ action }) => action)
  expect(actions).toEqual(['product.unpublished', 'product.published', 'product.scheduled', 'product.created'])
})

test('the neighbour finds no proposal and judges none', async () => {
  const revisionId = await propose()
  const neighbour = (await shops.globex.as({ role: 'owner' })).catalog.publishing
  expect((await neighbour.list({})).rows).toEqual([])
  await expect(neighbour.byId({ revisionId })).rejects.toMatchObject(refused('not_found', 404))
  await expect(neighbour.review({ revisionId, verdict: 'publish' })).rejects.toMatchObject(refused('not_found', 404))
  await expect(neighbour.schedule({ productId, publishAt: soon(), unpublishAt: null })).rejects.toMatchObject(
    refused('not_found', 404),
  )
  expect(await productNow()).toMatchObject({ version: 1 })
})
