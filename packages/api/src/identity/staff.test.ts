import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestShops, type TestShop, type TestShops } from '../testing/index.ts'
import { findMember, readStaffActor } from './staff-actor.ts'
import { openStaffSession } from './staff-sessions.ts'

let shops: TestShops
let acme: TestShop
let globex: TestShop

beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
  ;({ acme, globex } = shops)
})
afterAll(() => shops.close())

const owner = () => acme.as({ role: 'owner' })
const roleOf = async (accountId: string) => (await findMember(shops.db.inTenant, acme.tenant.id, accountId))?.roleKey

/** Lets a role manage staff without holding everything an owner does: what nobody may exceed. */
const makeTeamLead = () =>
  acme.inTenant(
    (tx) => tx.$executeRaw`
    update roles set permissions = array['orders:read', 'staff:read', 'staff:manage']
    where tenant_id = ${tx.tenantId}::uuid and key = 'manager'`,
  )

async function invitePerson(email: string, roleKey = 'support') {
  const { token } = await (await owner()).staff.invite({ email, roleKey })
  return token
}
const join = async (token: string, shop = acme) =>
  (await shop.as('guest')).staff.join({ as: 'new', token, name: 'Nora New', password: 'long enough words' })

test('an invited person sets name and password, is a member with that role, and is signed in', async () => {
  const { token } = await join(await invitePerson('nora@example.com'))
  const actor = await readStaffActor(shops.auth, shops.db.inTenant, acme.tenant.id, token)
  expect(actor).toMatchObject({ name: 'Nora New', email: 'nora@example.com', roleKey: 'support' })
})

test("a link works once, also for two at the same moment; a revoked, renewed or neighbour's link opens nothing", async () => {
  const token = await invitePerson('twice@example.com')
  const results = await Promise.allSettled([join(token), join(token)])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const second = await invitePerson('revoked@example.com')
  await expect(join(second, globex)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const api = await owner()
  const [invitation] = await api.staff.invitations()
  await api.staff.revoke({ invitationId: invitation!.id })
  await expect(join(second)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const third = await invitePerson('renewed@example.com')
  await api.staff.resend({ invitationId: (await api.staff.invitations())[0]!.id })
  await expect(join(third)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('someone with an account joins another shop with its password, and with no other', async () => {
  await join(await invitePerson('both@example.com'))
  const { token } = await (
    await globex.as({ role: 'owner' })
  ).staff.invite({ email: 'both@example.com', roleKey: 'catalog' })
  const guest = await globex.as('guest')
  await expect(guest.staff.join({ as: 'member', token, password: 'wrong words here' })).rejects.toMatchObject({
    cause: { code: 'wrong_sign_in' },
  })
  await expect(guest.staff.join({ as: 'new', token, name: 'N', password: 'long enough words' })).rejects.toThrow(
    /has an account already/,
  )
  const joined = await guest.staff.join({ as: 'member', token, password: 'long enough words' })
  expect(await readStaffActor(shops.auth, shops.db.inTenant, globex.tenant.id, joined.token)).toMatchObject({
    roleKey: 'catalog',
  })
})

test('nobody grants what they lack: not by an invitation, not by a role, not over someone who holds more', async () => {
  await makeTeamLead()
  const lead = await acme.as({ role: 'manager' })
  await expect(lead.staff.invite({ email: 'x@example.com', roleKey: 'owner' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(lead.staff.invite({ email: 'x@example.com', roleKey: 'fulfilment' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(lead.staff.changeRole({ accountId: acme.memberId('owner'), roleKey: 'manager' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(lead.staff.remove({ accountId: acme.memberId('owner') })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await roleOf(acme.memberId('owner'))).toBe('owner')
})

test('nobody changes their own role or removes themselves, and the last owner stays', async () => {
  const api = await owner()
  const accountId = acme.memberId('owner')
  await expect(api.staff.changeRole({ accountId, roleKey: 'manager' })).rejects.toMatchObject({
    cause: { code: 'own_role' },
  })
  await expect(api.staff.remove({ accountId })).rejects.toMatchObject({ cause: { code: 'own_role' } })
})

test('two owners who remove each other at once leave one', async () => {
  const api = await globex.as({ role: 'owner' })
  await api.staff.changeRole({ accountId: globex.memberId('support'), roleKey: 'owner' })
  const other = await globex.as({ role: 'support' })
  const results = await Promise.allSettled([
    api.staff.remove({ accountId: globex.memberId('support') }),
    other.staff.remove({ accountId: globex.memberId('owner') }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a removed member loses access at once, and an old cookie opens nothing after a new invitation', async () => {
  const accountId = acme.memberId('accountant')
  const cookie = await openStaffSession(shops.auth, accountId, {
    audience: `staff:${acme.tenant.id}`,
    ip: null,
    userAgent: null,
  })
  await (await owner()).staff.remove({ accountId })
  expect(await readStaffActor(shops.auth, shops.db.inTenant, acme.tenant.id, cookie)).toBeNull()
  await acme.inTenant(
    (tx) => tx.$executeRaw`
    update memberships set status = 'active' where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid`,
  )
  expect(await readStaffActor(shops.auth, shops.db.inTenant, acme.tenant.id, cookie)).toBeNull()
})

test('a colleague, a role or an invitation of another shop is not there', async () => {
  const api = await owner()
  await expect(api.staff.remove({ accountId: globex.memberId('catalog') })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(
    api.staff.changeRole({ accountId: globex.memberId('catalog'), roleKey: 'support' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(api.staff.invite({ email: 'y@example.com', roleKey: 'no-such-role' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(api.staff.revoke({ invitationId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a role without the permission and a guest manage nobody', async () => {
  const input = { accountId: acme.memberId('catalog'), roleKey: 'support' }
  await expect((await acme.as({ role: 'support' })).staff.changeRole(input)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect((await acme.as('guest')).staff.changeRole(input)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await roleOf(acme.memberId('catalog'))).toBe('catalog')
})
