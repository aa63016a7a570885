import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { notify } from '../basics/index.ts'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { openStaffSession, readStaffActor, signInStaff } from './index.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const facts = (shop: TestShop) => ({ audience: `staff:${shop.tenant.id}`, ip: '127.0.0.1', userAgent: 'test' }) as const
const open = (shop = acme, role: Parameters<TestShop['memberId']>[0] = 'support') =>
  openStaffSession(shops.auth, shop.memberId(role), facts(shop))
const actor = (token: string, shop = acme) => readStaffActor(shops.auth, shops.db.inTenant, shop.tenant.id, token)

async function setPassword(accountId: string): Promise<string> {
  const words = 'the very first words'
  const { hashPassword } = await import('./password.ts')
  await shops.auth.query('update staff_accounts set password_hash = $2 where id = $1', [
    accountId,
    await hashPassword(words),
  ])
  return words
}

test('what is chosen is kept, what is not named stays, and a colleague and the neighbour see nothing of it', async () => {
  const api = await acme.as({ role: 'support' })
  expect(await api.me.preferences()).toEqual({
    locale: null,
    theme: 'system',
    density: 'default',
    singleKeys: true,
    muted: [],
  })
  await api.me.prefer({ locale: 'ar', theme: 'dark' })
  await api.me.prefer({ singleKeys: false })
  expect(await api.me.preferences()).toMatchObject({ locale: 'ar', theme: 'dark', singleKeys: false })
  for (const other of [await acme.as({ role: 'owner' }), await globex.as({ role: 'support' })])
    expect(await other.me.preferences()).toMatchObject({ locale: null, theme: 'system', singleKeys: true })
})

test('a language that the words do not exist in, and an unknown kind of notice, are refused at their field', async () => {
  const api = await acme.as({ role: 'support' })
  await expect(api.me.prefer({ locale: 'fr' as 'en' })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
  await expect(api.me.prefer({ muted: ['nothing' as 'mention'] })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  })
})

test('a kind that was switched off brings no notice, another one does', async () => {
  const api = await acme.as({ role: 'catalog' })
  await api.me.prefer({ muted: ['export.ready'] })
  const accountId = acme.memberId('catalog')
  await acme.inTenant((tx) => notify(tx, { accountId, kind: 'export.ready' }))
  await acme.inTenant((tx) => notify(tx, { accountId, kind: 'mention' }))
  expect((await api.basics.notifications.list({ filter: 'all' })).rows.map(({ kind }) => kind)).toEqual(['mention'])
})

test('a new name is what colleagues of this shop see, and the log tells who took it', async () => {
  const api = await acme.as({ role: 'fulfilment' })
  await api.me.rename({ name: '  Flo Packer ' })
  const owner = await acme.as({ role: 'owner' })
  const members = await owner.staff.members()
  expect(members.find(({ id }) => id === acme.memberId('fulfilment'))?.name).toBe('Flo Packer')
  const deeds = await acme.inTenant(
    (tx) => tx.$queryRaw`
    select action, changes->'name'->>1 as name from audit_entries
    where tenant_id = ${tx.tenantId}::uuid and actor_id = ${acme.memberId('fulfilment')}::uuid order by id desc limit 1`,
  )
  expect(deeds).toEqual([{ action: 'staff.renamed', name: 'Flo Packer' }])
  await expect(api.me.rename({ name: ' ' })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
})

test('a new password needs the old one, ends every session and opens one new', async () => {
  const old = await setPassword(acme.memberId('support'))
  const [first, second] = [await open(), await open()]
  const api = await acme.as({ role: 'support' })
  await expect(api.me.changePassword({ current: 'not the words', next: 'some newer words' })).rejects.toMatchObject({
    cause: { code: 'wrong_password', fields: { current: expect.any(String) } },
  })
  expect(await actor(first)).not.toBeNull()
  await expect(api.me.changePassword({ current: old, next: 'short' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
  })
  const { token } = await api.me.changePassword({ current: old, next: 'some newer words' })
  expect([await actor(first), await actor(second)]).toEqual([null, null])
  expect(await actor(token)).not.toBeNull()
  const { rows } = await shops.auth.query<{ email: string }>(
    'select email_norm as email from staff_accounts where id = $1',
    [acme.memberId('support')],
  )
  const { email } = rows[0]!
  const signIn = (password: string) => signInStaff(shops.auth, { email, password }, facts(acme))
  await expect(signIn(old)).rejects.toMatchObject({ code: 'wrong_sign_in' })
  expect((await signIn('some newer words')).account.id).toBe(acme.memberId('support'))
})

test('one browser is signed out from another; nobody reaches a colleague’s or the neighbour’s', async () => {
  const mine = [await open(acme, 'manager'), await open(acme, 'manager')]
  const [colleague, neighbour] = [await open(acme, 'owner'), await open(globex, 'manager')]
  const api = await acme.as({ role: 'manager' })
  const sessions = await api.me.sessions()
  expect(sessions).toHaveLength(2)
  for (const other of [await acme.as({ role: 'owner' }), await globex.as({ role: 'manager' })])
    for (const { key } of sessions) await other.me.endSession({ key })
  expect(await Promise.all(mine.map((token) => actor(token)))).not.toContain(null)
  await api.me.endSession({ key: sessions[0]!.key })
  expect((await Promise.all(mine.map((token) => actor(token)))).filter(Boolean)).toHaveLength(1)
  expect(await actor(colleague)).not.toBeNull()
  expect(await actor(neighbour, globex)).not.toBeNull()
})
