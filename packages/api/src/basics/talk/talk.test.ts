import { createAuthPool } from '@souk/db'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../../testing/index.ts'
import { canReadFile, findFile } from '../index.ts'

let shops: TestShops
let productId: string
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  const { catalog } = await as('catalog')
  productId = (await catalog.products.create({ title: 'Oslo vase', priceMinor: 4900n })).productId
})
afterAll(() => shops.close())

const refused = (code: string, status: number) => ({ cause: expect.objectContaining({ code, status }) as unknown })
const as = (role: string, shop: 'acme' | 'globex' = 'acme') => shops[shop].as({ role })
const about = () => ({ subjectKind: 'product' as const, subjectId: productId })
const say = async (role: string, body: string, mentions: string[] = []) =>
  (await as(role)).basics.talk.comment({ ...about(), body, mentions, files: [] })
const timeline = async (role = 'owner', more = {}) => (await as(role)).basics.talk.timeline({ ...about(), ...more })

test('changes and comments stand in one row of time, with who, from where and whose they are', async () => {
  await say('catalog', 'The glaze is wrong in the picture')
  const { rows } = await timeline('catalog')
  expect(rows.map(({ kind, actorName, source, mine }) => [kind, actorName, source, mine])).toEqual([
    ['comment', 'catalog', 'office', true],
    ['deed', 'catalog', 'office', true],
  ])
  expect((await timeline('owner', { show: 'comments' })).rows.map(({ kind }) => kind)).toEqual(['comment'])
  expect((await timeline('owner', { show: 'changes' })).rows.map(({ kind }) => kind)).toEqual(['deed'])
  const actorId = shops.acme.memberId('owner')
  expect((await timeline('owner', { actorId })).rows).toEqual([])
  const people = await (await as('owner')).basics.talk.people(about())
  expect(people.map(({ name }) => name)).toEqual(['catalog'])
})

test('a long timeline is paged without losing or doubling a row', async () => {
  for (let n = 0; n < 35; n++) await say('owner', `Line ${n}`)
  const first = await timeline()
  const second = await timeline('owner', { before: first.older! })
  const bodies = [...first.rows, ...second.rows].map(({ body }) => body).filter((body) => body.startsWith('Line'))
  expect(bodies).toEqual(Array.from({ length: 35 }, (_, n) => `Line ${34 - n}`))
  expect(second.older).toBeNull()
})

describe('a mention', () => {
  test('notifies that colleague alone, who hears it live and counts it until it is read', async () => {
    const support = (await as('support')).basics
    const manager = (await as('manager')).basics
    const memberId = shops.acme.memberId('support')
    const before = { support: await support.notifications.count(), manager: await manager.notifications.count() }
    const { commentId } = await say('catalog', 'Please look, @support', [memberId])
    expect(await support.notifications.count()).toBe(before.support + 1)
    expect(await manager.notifications.count()).toBe(before.manager)
    const [notice] = (await support.notifications.list()).rows
    expect(notice).toMatchObject({
      kind: 'mention',
      actorName: 'catalog',
      subjectId: productId,
      readAt: null,
      data: { title: 'Oslo vase', words: 'Please look, @support', commentId },
    })
    const told = await heardOf('notification.added')
    expect(told.at(-1)!.topics).toEqual([`member:${memberId}`])
    await manager.notifications.markRead({ ids: [notice!.id] })
    expect(await support.notifications.count()).toBe(before.support + 1)
    expect(await support.notifications.markRead({ ids: [notice!.id] })).toEqual({ unread: before.support })
  })

  test('tells neither the author, nor someone who may not see the record, nor the neighbour', async () => {
    const [me, accountant, neighbour] = [
      shops.acme.memberId('catalog'),
      shops.acme.memberId('accountant'),
      shops.globex.memberId('owner'),
    ]
    await say('catalog', '@catalog @accountant @owner', [me, accountant, neighbour])
    expect(await (await as('accountant')).basics.notifications.count()).toBe(0)
    expect(await (await as('owner', 'globex')).basics.notifications.count()).toBe(0)
    const [row] = (await timeline()).rows
    expect(row!.mentions).toEqual([me])
    expect(await (await as('catalog')).basics.notifications.count()).toBe(0)
  })
})

describe('an own comment', () => {
  test('is changed and taken back within five minutes; another cannot', async () => {
    const { commentId } = await say('catalog', 'Frist')
    const own = (await as('catalog')).basics.talk
    await own.editComment({ commentId, body: 'First', mentions: [] })
    const other = (await as('owner')).basics.talk
    await expect(other.editComment({ commentId, body: 'Mine', mentions: [] })).rejects.toMatchObject(
      refused('not_found', 404),
    )
    await expect(other.removeComment({ commentId })).rejects.toMatchObject(refused('not_found', 404))
    expect((await timeline()).rows[0]).toMatchObject({ body: 'First', editedAt: expect.any(Date) as unknown })
    await own.removeComment({ commentId })
    expect((await timeline()).rows[0]).toMatchObject({ body: '', removedAt: expect.any(Date) as unknown })
  })

  test('stands after five minutes by the clock of the database', async () => {
    const { commentId } = await say('catalog', 'It stands')
    const superuser = createAuthPool(shops.database.urls.super)
    await superuser.query("update comments set created_at = now() - interval '5 minutes 1 second' where id = $1", [
      commentId,
    ])
    await superuser.end()
    const own = (await as('catalog')).basics.talk
    await expect(own.editComment({ commentId, body: 'x', mentions: [] })).rejects.toMatchObject(
      refused('comment_stands', 409),
    )
    await expect(own.removeComment({ commentId })).rejects.toMatchObject(refused('comment_stands', 409))
    expect((await timeline()).rows[0]).toMatchObject({ body: 'It stands', isOpen: false })
  })
})

test('a file on a comment is read by who may see the record, and by no one else', async () => {
  const bytes = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const { talk } = (await as('catalog')).basics
  await talk.comment({ ...about(), body: 'See the picture', files: [{ filename: 'glaze.png', bytes }] })
  const [row] = (await timeline()).rows
  expect(row!.files).toMatchObject([{ filename: 'glaze.png', mime: 'image/png' }])
  const readable = (permissions: string[], shop: 'acme' | 'globex' = 'acme') =>
    shops[shop].inTenant(async (tx) => {
      const file = await findFile(tx, row!.files[0]!.id)
      const staff = { permissions: new Set(permissions) }
      return file !== null && (await canReadFile(tx, file, { staff, customer: null, orderToken: null }))
    })
  expect(await readable(['catalog:read'])).toBe(true)
  expect(await readable(['orders:read'])).toBe(false)
  expect(await readable(['catalog:read'], 'globex')).toBe(false)
  await expect(
    talk.comment({ ...about(), body: 'x', files: [{ filename: 'a.svg', bytes: Buffer.from('<svg onload="x"/>') }] }),
  ).rejects.toMatchObject(refused('file_refused', 422))
})

test('the neighbour reads and writes nothing here, and who may not see the record may not talk about it', async () => {
  const neighbour = (await as('owner', 'globex')).basics.talk
  expect((await neighbour.timeline(about())).rows).toEqual([])
  await expect(neighbour.comment({ ...about(), body: 'Hello' })).rejects.toMatchObject(refused('not_found', 404))
  const accountant = (await as('accountant')).basics.talk
  await expect(accountant.timeline(about())).rejects.toMatchObject(refused('forbidden', 403))
  await expect(accountant.comment({ ...about(), body: 'Hello' })).rejects.toMatchObject(refused('forbidden', 403))
  const { commentId } = await say('catalog', 'Ours')
  await expect(neighbour.editComment({ commentId, body: 'x', mentions: [] })).rejects.toMatchObject(
    refused('not_found', 404),
  )
})

/** The events that were left for the relay, which souk_app itself may not read back. */
async function heardOf(name: string): Promise<{ topics: string[] }[]> {
  const superuser = createAuthPool(shops.database.urls.super)
  const { rows } = await superuser.query<{ topics: string[] }>(
    'select topics from outbox_events where name = $1 order by id',
    [name],
  )
  await superuser.end()
  return rows
}
