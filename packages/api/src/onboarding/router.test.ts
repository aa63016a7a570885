import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findTenantByHost } from '../tenants/index.ts'
import { openTestShops, type TestShops } from '../testing/index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await openTestShops(inject('postgres'))
})
afterAll(() => shops.close())

const input = (slug: string, email = `${slug}@merchant.example`) => ({
  email,
  password: 'correct horse battery',
  shopName: 'Ana and sons',
  slug,
  country: 'DE',
})
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: { cause?: { code?: string; fields?: object } }) => error.cause,
  )

test('a merchant who signs up has a shop that is found at its address and can sell', async () => {
  const made = await shops.platform().onboarding.signUp(input('ana-sells'))
  const tenant = await findTenantByHost(shops.auth, 'ana-sells.localhost:3000', 'localhost')
  expect(tenant).toMatchObject({ id: made.tenantId, currency: 'EUR', country: 'DE' })
  const ready = await shops.db.inTenant(made.tenantId, async (tx) => ({
    warehouses: await tx.warehouse.count(),
    methods: await tx.deliveryMethod.count(),
    rates: await tx.taxRate.count(),
    gateways: await tx.paymentProvider.count(),
    roles: await tx.role.count(),
    owners: await tx.membership.count({ where: { roleKey: 'owner' } }),
  }))
  expect(ready).toEqual({ warehouses: 1, methods: 1, rates: 1, gateways: 1, roles: 6, owners: 1 })
})

test('an address that is taken is refused at its field, and no account is left behind', async () => {
  await shops.platform().onboarding.signUp(input('ana-taken'))
  const refused = await refusal(shops.platform().onboarding.signUp(input('ana-taken', 'second@merchant.example')))
  expect(refused).toMatchObject({ code: 'invalid_input', fields: { slug: expect.stringContaining('taken') } })
  const { rows } = await shops.auth.query("select 1 from staff_accounts where email_norm = 'second@merchant.example'")
  expect(rows).toEqual([])
})

test('an e-mail that has an account is refused at its field, and no shop is left behind', async () => {
  await shops.platform().onboarding.signUp(input('ana-first', 'same@merchant.example'))
  const refused = await refusal(shops.platform().onboarding.signUp(input('ana-other', ' SAME@Merchant.example ')))
  expect(refused).toMatchObject({ fields: { email: expect.stringContaining('Sign in') } })
  expect(await findTenantByHost(shops.auth, 'ana-other.localhost', 'localhost')).toBeNull()
})

test('bad input is told field by field and writes nothing', async () => {
  const bad = { email: 'no', password: 'short', shopName: ' ', slug: 'A!', country: 'XX' }
  const refused = await refusal(shops.platform().onboarding.signUp(bad))
  expect(Object.keys(refused?.fields ?? {}).toSorted()).toEqual(['country', 'email', 'password', 'shopName', 'slug'])
})

test('the address is suggested from the name, moves aside when taken, and never takes the words of the platform', async () => {
  const check = (asked: { name?: string; slug?: string }) => shops.platform().onboarding.checkAddress(asked)
  expect(await check({ name: 'Möbel & Söhne' })).toMatchObject({ slug: 'mobel-sohne', available: true })
  await shops.platform().onboarding.signUp(input('mobel-sohne'))
  expect(await check({ name: 'Möbel & Söhne' })).toMatchObject({ slug: 'mobel-sohne-2', available: true })
  expect(await check({ slug: 'mobel-sohne' })).toMatchObject({ available: false })
  for (const slug of ['admin', 'www', 'a', '-a', 'a b', 'xn--bcher'])
    expect(await check({ slug })).toMatchObject({ available: false })
})

test('two that sign up for one address at the same moment: one has it, the other is told', async () => {
  const tries = await Promise.allSettled(
    ['a', 'b', 'c'].map((who) => shops.platform().onboarding.signUp(input('ana-race', `${who}@race.example`))),
  )
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
})

test('the platform is not open on a shop, and a shop not on the platform', async () => {
  const inShop = await shops.acme.as('guest')
  expect(await refusal(inShop.onboarding.signUp(input('ana-inside')))).toMatchObject({ code: 'not_found' })
})

test('an account enters only the shops it is a member of (other tenant)', async () => {
  const account = { id: shops.acme.memberId('owner'), email: 'owner@acme.example', name: 'Olga' }
  const api = shops.platform(account)
  expect((await api.onboarding.shops()).map(({ id }) => id)).toEqual([shops.acme.tenant.id])
  expect(await api.onboarding.enterShop({ tenantId: shops.acme.tenant.id })).toMatchObject({
    slug: shops.acme.tenant.slug,
  })
  expect(await refusal(api.onboarding.enterShop({ tenantId: shops.globex.tenant.id }))).toMatchObject({
    code: 'not_found',
  })
  expect(await refusal(shops.platform().onboarding.shops())).toMatchObject({ code: 'signed_out' })
})

test('a wrong password and an unknown e-mail are told alike, and repeated failures are stopped', async () => {
  await shops.platform().onboarding.signUp(input('ana-guess'))
  const guess = (email: string) => refusal(shops.platform().onboarding.signIn({ email, password: 'wrong wrong wrong' }))
  const [wrong, unknown] = [await guess('ana-guess@merchant.example'), await guess('nobody@merchant.example')]
  expect(wrong).toMatchObject({ code: 'wrong_sign_in', fields: unknown!.fields })
  for (let tries = 0; tries < 8; tries++) await guess('ana-guess@merchant.example')
  expect(await guess('ana-guess@merchant.example')).toMatchObject({ code: 'too_many_sign_ins' })
})
