import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShops } from '../testing/index.ts'
import {
  closeStaffSession,
  hashToken,
  makeHandoff,
  openCustomerSession,
  openStaffSession,
  readCustomerSession,
  readStaffActor,
  readStaffSession,
  useHandoff,
} from './index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const facts = (audience: 'platform' | `staff:${string}`) => ({ audience, ip: '127.0.0.1', userAgent: 'test' })
const staffOf = (shop: TestShops['acme']) => `staff:${shop.tenant.id}` as const
const acmeActor = (token: string, shop = shops.acme) =>
  readStaffActor(shops.auth, shops.db.inTenant, shop.tenant.id, token)
const openAcme = () => openStaffSession(shops.auth, shops.acme.memberId('support'), facts(staffOf(shops.acme)))

test('a staff session opens its own shop with what the role allows', async () => {
  const actor = await acmeActor(await openAcme())
  expect(actor).toMatchObject({ roleKey: 'support', email: 'support@acme.example' })
  expect(actor!.permissions.has('service:answer')).toBe(true)
  expect(actor!.permissions.has('orders:refund')).toBe(false)
})

test('the stored sessions are useless as cookies: only the hash of a token is kept (A05)', async () => {
  const token = await openAcme()
  const { rows } = await shops.auth.query<{ id: string }>('select id from staff_sessions')
  expect(rows.map(({ id }) => id)).toContain(hashToken(token))
  for (const { id } of rows) expect(await acmeActor(id)).toBeNull()
})

test('a cookie of one shop opens neither another shop nor the platform (A06)', async () => {
  const token = await openAcme()
  expect(await acmeActor(token, shops.globex)).toBeNull()
  expect(await readStaffSession(shops.auth, token, 'platform')).toBeNull()
  const platform = await openStaffSession(shops.auth, shops.acme.memberId('owner'), facts('platform'))
  expect(await acmeActor(platform)).toBeNull()
})

test('a session of a member who was removed opens nothing from that moment on', async () => {
  const token = await openAcme()
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    update memberships set status = 'removed' where tenant_id = ${tx.tenantId}::uuid and role_key = 'support'`,
  )
  expect(await acmeActor(token)).toBeNull()
  await shops.acme.inTenant(
    (tx) => tx.$executeRaw`
    update memberships set status = 'active' where tenant_id = ${tx.tenantId}::uuid and role_key = 'support'`,
  )
})

test('signing out ends the session at once; one past its absolute end is refused however fresh it is used', async () => {
  const token = await openAcme()
  await closeStaffSession(shops.auth, token, staffOf(shops.acme))
  expect(await acmeActor(token)).toBeNull()
  const old = await openAcme()
  await shops.auth.query("update staff_sessions set ends_at = now() - interval '1 second' where id = $1", [
    hashToken(old),
  ])
  expect(await acmeActor(old)).toBeNull()
})

test('a hand-off key works once, in its own shop, for a minute', async () => {
  const account = shops.acme.memberId('owner')
  const enter = (key: string, shop = shops.acme) => useHandoff(shops.auth, key, shop.tenant.id, facts(staffOf(shop)))
  const key = await makeHandoff(shops.auth, account, shops.acme.tenant.id)
  expect(await enter(key, shops.globex)).toBeNull()
  expect(await Promise.all([enter(key), enter(key), enter(key)])).toEqual(
    expect.arrayContaining([null, null, expect.any(String)]),
  )
  const late = await makeHandoff(shops.auth, account, shops.acme.tenant.id)
  await shops.auth.query("update staff_handoffs set expires_at = now() - interval '1 second' where token_hash = $1", [
    hashToken(late),
  ])
  expect(await enter(late)).toBeNull()
})

test("a customer's session is a row of the shop: in another shop it does not exist (A06)", async () => {
  const customer = await shops.acme.inTenant((tx) =>
    tx.customer.create({
      data: { tenantId: tx.tenantId, email: 'c@x.example', emailNorm: 'c@x.example', name: 'Cem', passwordHash: 'x' },
    }),
  )
  const token = await openCustomerSession(shops.db.inTenant, shops.acme.tenant.id, customer.id, {
    ip: null,
    userAgent: null,
  })
  const read = (shop: TestShops['acme']) => readCustomerSession(shops.db.inTenant, shop.tenant.id, token)
  expect(await read(shops.acme)).toMatchObject({ id: customer.id, name: 'Cem' })
  expect(await read(shops.globex)).toBeNull()
})

test('guesses that arrive at one moment are counted one by one (A01)', async () => {
  const request = { id: crypto.randomUUID(), ip: '198.51.100.77', userAgent: null, origin: '' }
  const guest = await shops.acme.as('guest', { request })
  const guess = () => guest.customers.signIn({ email: 'burst@example.com', password: 'not the password' })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, guess))
  const codes = answers.map(
    (one) => one.status === 'rejected' && (one.reason as { cause: { code: string } }).cause.code,
  )
  expect(codes.filter((code) => code === 'wrong_sign_in')).toHaveLength(8)
  expect(codes.filter((code) => code === 'too_many_sign_ins')).toHaveLength(12)
})
